package io.sightline.recognizer.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.contract.config.RecognitionConfig;
import io.sightline.contract.face.Landmarks;
import io.sightline.contract.wire.FaceObservation;
import io.sightline.recognizer.RecognizerConfigs;
import io.sightline.recognizer.Samples;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaceObserverTest {

  @Test
  void findsAndTellsFacesApart() throws Exception {
    Samples.bundled();
    findsAndTellsApart(RecognizerConfigs.recognition("bundled", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yunet-2023mar", "scrfd-500m-kps"})
  void soDoModelsOfOthers(String detector) throws Exception {
    findsAndTellsApart(RecognizerConfigs.recognition(Samples.thirdParty().toString(), detector));
  }

  private static void findsAndTellsApart(RecognitionConfig config) throws Exception {
    var faces = Samples.faces().subList(0, 3);
    try (Recogniser recogniser = new Recogniser(config);
        FaceObserver observer = recogniser.observer();
        Mat first = Pictures.decode(Samples.frame(faces, 0));
        Mat second = Pictures.decode(Samples.frame(faces, 35))) {
      List<List<FaceObservation>> seen =
          observer.observe(List.of(observer.find("a", first), observer.find("b", second)));

      assertThat(seen).allSatisfy(o -> assertThat(o).hasSize(3));
      for (FaceObservation one : seen.get(0)) {
        FaceObservation same = at(seen.get(1), one.box().x() + 35);
        assertThat(same.box().y()).isCloseTo(one.box().y(), within(8f));
        float similarity = one.embedding().cosine(same.embedding());
        assertThat(similarity).isGreaterThan(0.8f);
        assertThat(seen.get(1))
            .filteredOn(other -> other != same)
            .allSatisfy(
                other ->
                    assertThat(one.embedding().cosine(other.embedding())).isLessThan(similarity));
        assertThat(one.embedding().values()).hasSize(recogniser.embeddingSize());
        one.maskProbability().ifPresent(p -> assertThat(p).as("bare").isLessThan(0.5));
        assertThat(one.quality().size()).isBetween(25f, 80f);
        assertThat(one.landmarks().interOcular()).isGreaterThan(0);
        assertThat(one.crop()).startsWith(0xff, 0xd8);
      }
    }
  }

  @Test
  void nativeMemoryStaysFlat() throws Exception {
    Samples.bundled();
    byte[] jpeg = Samples.frame(Samples.faces().subList(0, 2), 0);
    try (Recogniser recogniser = new Recogniser(RecognizerConfigs.recognition("bundled", ""));
        FaceObserver observer = recogniser.observer()) {
      observe(observer, jpeg);
      System.gc();
      long before = Pointer.totalBytes();
      for (int i = 0; i < 30; i++) {
        observe(observer, jpeg);
      }
      // Without waiting for the collector: everything native must have been closed by hand.
      assertThat(Pointer.totalBytes() - before).isLessThan(1 << 20);
    }
  }

  @Test
  void qualityPrefersFrontalFaces() {
    Landmarks frontal = Landmarks.of(38, 52, 74, 52, 56, 72, 42, 92, 70, 92);
    Landmarks turned = Landmarks.of(38, 52, 74, 52, 70, 72, 44, 92, 68, 92);
    try (Mat crop = new Mat(112, 112, org.bytedeco.opencv.global.opencv_core.CV_8UC3)) {
      assertThat(Math.abs(QualityEstimator.estimate(frontal, crop).yaw())).isLessThan(5);
      assertThat(QualityEstimator.estimate(turned, crop).yaw()).isGreaterThan(25);
    }
  }

  private static void observe(FaceObserver observer, byte[] jpeg) throws PictureException {
    try (Mat picture = Pictures.decode(jpeg)) {
      assertThat(observer.observe(List.of(observer.find("x", picture))).get(0)).isNotEmpty();
    }
  }

  private static FaceObservation at(List<FaceObservation> faces, float x) {
    return faces.stream().filter(f -> Math.abs(f.box().x() - x) < 12).findFirst().orElseThrow();
  }
}
