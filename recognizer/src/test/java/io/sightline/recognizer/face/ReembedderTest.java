package io.sightline.recognizer.face;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.FaceObservation;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Template;
import io.sightline.contract.wire.Unknown;
import io.sightline.recognizer.RecognizerConfigs;
import io.sightline.recognizer.Samples;
import java.time.Instant;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;

/** Somebody who was enrolled with another recogniser than the one in the box. */
class ReembedderTest {
  private static final Embedding OLDER = Embedding.normalised("older", new float[] {1, 2, 3});

  @Test
  void whoWasEnrolledWithAnotherRecogniserIsKnownToThisOne() throws Exception {
    Samples.bundled();
    try (Recogniser recogniser = new Recogniser(RecognizerConfigs.recognition("bundled", ""));
        FaceObserver observer = recogniser.observer();
        Reembedder reembedder = recogniser.reembedder();
        Mat picture = Pictures.decode(Samples.frame(Samples.faces().subList(0, 2), 0))) {
      List<FaceObservation> seen = observer.observe(List.of(observer.find("a", picture))).get(0);
      FaceObservation ann = seen.get(0);
      FaceObservation notAnn = seen.get(1);
      Template broken = template("broken", OLDER, new byte[] {1}, MaskState.BARE);
      Template own = template("own", ann.embedding(), new byte[] {1}, MaskState.BARE);
      Enrollment before =
          new Enrollment(
              "ann",
              "Ann",
              List.of(
                  template("photo", OLDER, ann.crop(), MaskState.UNKNOWN),
                  template("masked", OLDER, ann.crop(), MaskState.MASKED),
                  broken,
                  own),
              List.of(template("not", OLDER, notAnn.crop(), MaskState.UNKNOWN)),
              Instant.EPOCH,
              Unknown.NONE);

      Enrollment after = reembedder.apply(before);

      assertThat(after.identityId()).isEqualTo("ann");
      assertThat(after.displayName()).isEqualTo("Ann");
      Template photo = after.templates().get(0);
      assertThat(photo.id()).isEqualTo("photo");
      assertThat(photo.mask()).isEqualTo(MaskState.BARE);
      assertThat(photo.embedding().cosine(ann.embedding())).isGreaterThan(0.95f);
      assertThat(after.templates().get(1).mask()).isEqualTo(MaskState.MASKED);
      assertThat(after.templates().subList(2, 4)).containsExactly(broken, own);
      assertThat(after.negatives().get(0).embedding().cosine(notAnn.embedding()))
          .isGreaterThan(0.95f);
      assertThat(reembedder.moved()).isEqualTo(3);
    }
  }

  private static Template template(String id, Embedding embedding, byte[] crop, MaskState mask) {
    return new Template(id, embedding, crop, "photo", Instant.EPOCH, mask, Unknown.NONE);
  }
}
