package io.sightline.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.model.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A few faces only; the figures of docs/rendered-people.md come from {@code render check}. */
class RenderCheckTest {

  @Test
  void modelsOfPhotographsTakeRenderedFacesForFaces() {
    Path models = Path.of(System.getProperty("sightline.root"), "../shared/models");
    Assumptions.assumeTrue(Files.isDirectory(models), "no models for trials at ../shared/models");
    ModelFolder folder = ModelFolder.open(models);
    try (RenderCheck check =
        new RenderCheck(folder.detector("yunet-2023mar"), folder.recogniser(""), 1)) {
      RenderCheck.Outcome outcome = check.faces(6, 3, 1, i -> {});
      assertThat(outcome.faces().found()).isGreaterThanOrEqualTo(0.97);
      assertThat(outcome.faces().error()).isLessThan(0.15);
      assertThat(outcome.faces().shape()).isPositive().isLessThan(outcome.faces().error());
      assertThat(outcome.faces().strays()).isLessThanOrEqualTo(1);
      assertThat(outcome.separation().equalError()).isLessThan(0.3);
      assertThat(check.empty(2, 1)).isZero();
    }
  }
}
