package io.sightline.local.replay;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the names of a replay's topics, groups and indices begin with: {@code replay-TIME-}, or
 * {@code replay-kept-TIME-} where they are to stay.
 *
 * @param kept whether they are to stay
 * @param begun when the replay began
 */
record ReplayPrefix(boolean kept, LocalDateTime begun) implements Comparable<ReplayPrefix> {
  static final String START = "replay-";
  private static final String KEPT = "kept-";
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd't'HHmmss");

  private static final Pattern NAME = Pattern.compile(START + "(" + KEPT + ")?(\\d{8}t\\d{6})-.*");

  static ReplayPrefix now(boolean kept) {
    return new ReplayPrefix(kept, LocalDateTime.now(ZoneOffset.UTC).withNano(0));
  }

  /** The one that this name begins with, if it is a replay's. */
  static Optional<ReplayPrefix> of(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      LocalDateTime begun = LocalDateTime.parse(matcher.group(2), STAMP);
      return Optional.of(new ReplayPrefix(matcher.group(1) != null, begun));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  String text() {
    return START + (kept ? KEPT : "") + STAMP.format(begun) + "-";
  }

  boolean before(Instant time) {
    return begun.toInstant(ZoneOffset.UTC).isBefore(time);
  }

  @Override
  public int compareTo(ReplayPrefix other) {
    return text().compareTo(other.text());
  }
}
