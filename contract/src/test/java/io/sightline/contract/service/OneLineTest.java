package io.sightline.contract.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineTest {

  /** Ends of lines, a null, marks that turn the direction of writing, what is not seen at all. */
  @ParameterizedTest
  @ValueSource(
      ints = {0, 9, 10, 13, 0x1b, 0x7f, 0x85, 0xad, 0x200b, 0x2028, 0x2029, 0x202e, 0x2066, 0xfeff})
  void whatIsNotSeenIsABlank(int character) {
    assertThat(OneLine.of("a" + Character.toString(character) + "b")).isEqualTo("a b");
  }

  @Test
  void namesStayAsTheyAre() {
    for (String name :
        new String[] {
          "Ann O'Neil-Müller",
          "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627",
          "\ud83d\udc69\u200d\ud83d\ude80"
        }) {
      assertThat(OneLine.of(name)).isEqualTo(name);
    }
  }
}
