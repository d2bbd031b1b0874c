package io.sightline.recognizer.face;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.model.ModelInput;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitTest {
  private static final ModelInput INPUT =
      new ModelInput(
          "input", 640, 480, ModelInput.Colours.BGR, List.of(0., 0., 0.), List.of(1., 1., 1.));

  @ParameterizedTest
  @CsvSource({
    "640, 480, 640, 480, false",
    "1280, 720, 640, 360, false",
    "1001, 333, 640, 213, false",
    "3840, 2160, 640, 360, true",
    "2560, 1920, 640, 480, false",
    "320, 480, 320, 480, false",
    "1, 1, 480, 480, false",
    "8192, 3, 640, 1, true"
  })
  void fillsTheInputInOneDirection(
      int width, int height, int fitWidth, int fitHeight, boolean averaged) {
    Fit fit = Fit.of(width, height, INPUT);
    assertThat(fit.width()).isEqualTo(fitWidth);
    assertThat(fit.height()).isEqualTo(fitHeight);
    assertThat(fit.averaged()).isEqualTo(averaged);
  }
}
