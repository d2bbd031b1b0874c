package io.sightline.trainer.synthetic;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who is rendered, how often: what {@code render faces} and {@code render check} both ask. */
public final class PeopleOptions {
  @Option(names = "--identities", defaultValue = "100", description = "people. Default: 100")
  private int identities;

  @Option(names = "--per-identity", description = "of each. Default: 20, to check 6")
  private Integer perIdentity;

  @Mixin private SeedOption seed;

  public int identities() {
    return identities;
  }

  /**
   * @param usual where nothing is said
   */
  public int perIdentity(int usual) {
    return perIdentity == null ? usual : perIdentity;
  }

  public long seed() {
    return seed.seed();
  }
}
