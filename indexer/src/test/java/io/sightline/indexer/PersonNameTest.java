package io.sightline.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonNameTest {

  @Test
  void namesOfAllLanguagesAreNames() {
    for (String name :
        new String[] {"Ann O'Neil-Müller 3rd", "李小龍", "علی\u200cرضا", "क्\u200dष", "👩\u200d🚒"}) {
      assertThat(PersonName.require(" " + name + "\n")).isEqualTo(name);
    }
  }

  /** A line feed, NEL, a line separator, an override of the direction, half a character. */
  @ParameterizedTest
  @CsvSource({"000A", "0000", "0085", "2028", "2029", "202E", "2066", "D800"})
  void whatBreaksLinesOrTurnsTheirDirectionIsRefused(String code) {
    char bad = (char) Integer.parseInt(code, 16);
    assertThatThrownBy(() -> PersonName.require("Ann" + bad + "Bob"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("U+" + code);
  }

  @Test
  void whatNobodySeesIsLeftOut() {
    assertThat(PersonName.require("\ufeff Ann-Ka\u00adtrin\u200e \u200f")).isEqualTo("Ann-Katrin");
    assertThatThrownBy(() -> PersonName.require("\ufeff")).hasMessageContaining("name is needed");
  }

  @Test
  void aNameIsNeededAndNotTooLong() {
    assertThatThrownBy(() -> PersonName.require(" ")).hasMessageContaining("name is needed");
    assertThatThrownBy(() -> PersonName.require("x".repeat(201))).hasMessageContaining("200");
  }
}
