package io.sightline.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against numbers that numpy computed from the same 347 pairs. */
class PublishedProtocolTest {
  private List<String> lines;
  private float[] similarity;
  private boolean[] same;

  @BeforeEach
  void read() throws IOException {
    try (InputStream in = PublishedProtocolTest.class.getResourceAsStream("verification.txt")) {
      lines = new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }
    List<String> pairs = lines.stream().filter(l -> l.matches("[01] .*")).toList();
    similarity = new float[pairs.size()];
    same = new boolean[pairs.size()];
    for (int i = 0; i < same.length; i++) {
      same[i] = pairs.get(i).charAt(0) == '1';
      similarity[i] = Float.parseFloat(pairs.get(i).substring(2));
    }
  }

  @Test
  void tenFolds() {
    TenFold folds = TenFold.of(similarity, same);

    assertThat(folds.mean()).isCloseTo(expected("mean"), within(1e-9));
    assertThat(folds.deviation()).isCloseTo(expected("std"), within(1e-9));
  }

  @Test
  void areaAndRates() {
    Roc roc = new Roc(similarity, same);

    assertThat(roc.auc()).isCloseTo(expected("auc"), within(1e-9));
    for (String rate : List.of("1e-1", "1e-2", "1e-3")) {
      assertThat(roc.at(Double.parseDouble(rate)).tar())
          .as("TAR at %s", rate)
          .isCloseTo(expected("tar " + rate), within(1e-9));
    }
    assertThat(roc.at(1e-2).resolved()).isTrue();
    assertThat(roc.at(1e-3).resolved()).isFalse();
  }

  private double expected(String name) {
    return lines.stream()
        .filter(l -> l.startsWith(name + " "))
        .mapToDouble(l -> Double.parseDouble(l.substring(name.length())))
        .findFirst()
        .orElseThrow();
  }
}
