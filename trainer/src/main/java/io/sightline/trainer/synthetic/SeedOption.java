package io.sightline.trainer.synthetic;

import picocli.CommandLine.Option;

/** The number that decides all that is drawn. */
public final class SeedOption {
  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "same seed, same bytes. Default: ${DEFAULT-VALUE}")
  private long seed;

  public long seed() {
    return seed;
  }
}
