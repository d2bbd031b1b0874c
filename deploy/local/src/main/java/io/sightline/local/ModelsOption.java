package io.sightline.local;

import picocli.CommandLine.Option;

/** The models of commands that run the whole flow. */
final class ModelsOption {
  @Option(
      names = "--models",
      paramLabel = "DIR",
      description =
          "folder with a detector and a recogniser (default: folder models if there is anything in it, else the bundled ones)")
  private String models = "";

  /** As {@link io.sightline.contract.model.ModelFolder#named} takes it. */
  String name() {
    return models;
  }
}
