package io.sightline.indexer;

/** PersonName of people, as lists, alerts and logs show them. */
final class PersonName {
  private static final int LONGEST = 200;
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private PersonName() {}

  /**
   * A name without the spaces around it. What breaks lines, or turns the direction in which the
   * text beside it is read, would let a name look like something else.
   *
   * @throws Problem when it is none
   */
  static String require(String name) {
    String stripped = name.strip();
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
      // Persian and Indian names are written with these two.
      case Character.FORMAT -> c != ZERO_WIDTH_NON_JOINER && c != ZERO_WIDTH_JOINER;
      default -> false;
    };
  }
}
