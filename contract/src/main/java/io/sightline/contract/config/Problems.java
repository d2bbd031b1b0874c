package io.sightline.contract.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects what is wrong with one part of the configuration, so that all of it is said at once. */
final class Problems {
  private final List<String> found = new ArrayList<>();

  /** For a key that has no default. */
  Problems required(String key, Object value) {
    if (value == null || value instanceof String s && s.isBlank()) {
      found.add(key + ": is missing");
    }
    return this;
  }

  Problems notEmpty(String key, Collection<?> values) {
    return check(key, !values.isEmpty(), "must not be empty");
  }

  Problems range(String key, double value, double min, double max) {
    return check(
        key,
        value >= min && value <= max,
        "must be from " + text(min) + " to " + text(max) + ", is " + text(value));
  }

  Problems check(String key, boolean holds, String complaint) {
    if (!holds) {
      found.add(key + ": " + complaint);
    }
    return this;
  }

  /** Ends the checks of a part. */
  void raise() {
    if (!found.isEmpty()) {
      throw new PartException(List.copyOf(found));
    }
  }

  static String text(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  /**
   * Carries the problems out of a record's constructor to the loader, which knows the part's path.
   */
  static final class PartException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private final transient List<String> problems;

    PartException(List<String> problems) {
      super(String.join("; ", problems));
      this.problems = problems;
    }

    List<String> problems() {
      return problems;
    }
  }
}
