package io.sightline.indexer;

import java.util.regex.Pattern;

/** Names of people, as lists, alerts and logs show them. */
final class PersonName {
  private static final int LONGEST = 200;

  /** Soft hyphen, the marks of direction, byte order mark: they come along when text is copied. */
  private static final Pattern UNSEEN = Pattern.compile("[\\u00ad\\u200e\\u200f\\ufeff]");

  private PersonName() {}

  /**
   * A name without the spaces around it, and without what nobody sees in it. What breaks lines, or
   * turns the direction in which the text beside it is read, would let a name look like something
   * else.
   *
   * @throws Problem when it is none
   */
  static String require(String name) {
    String stripped = UNSEEN.matcher(name).replaceAll("").strip();
    if (stripped.isEmpty() || stripped.length() > LONGEST) {
      throw Problem.badRequest("name is needed, with " + LONGEST + " characters at the most");
    }
    stripped
        .codePoints()
        .filter(PersonName::unprintable)
        .findFirst()
        .ifPresent(
            c -> {
              throw Problem.badRequest("name: the character U+%04X is none of a name".formatted(c));
            });
    return stripped;
  }

  private static boolean unprintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> turnsDirection(c);
    };
  }

  /** Embeddings, overrides and isolates. */
  private static boolean turnsDirection(int c) {
    return c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
  }
}
