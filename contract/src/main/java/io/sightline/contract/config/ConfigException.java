package io.sightline.contract.config;

import java.util.List;

/** A configuration that cannot be used; names every problem with its path. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient List<String> problems;

  public ConfigException(String source, List<String> problems) {
    super(
        source
            + ": "
            + problems.size()
            + (problems.size() == 1 ? " problem" : " problems")
            + "\n  "
            + String.join("\n  ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Each as {@code path: what is wrong}. */
  public List<String> problems() {
    return problems;
  }
}
