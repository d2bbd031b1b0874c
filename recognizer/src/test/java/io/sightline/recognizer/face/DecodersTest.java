package io.sightline.recognizer.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Landmarks;
import io.sightline.contract.face.Point;
import io.sightline.contract.model.KnownModels;
import io.sightline.contract.model.ModelCard;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecodersTest {

  @Test
  void yunetPlacesAFaceByItsCell() {
    Map<String, float[]> outputs = empty(KnownModels.YUNET, new int[] {1, 1, 4, 10});
    int cell = 3 * 40 + 5; // row 3, column 5 at stride 16
    outputs.get("cls_16")[cell] = 0.81f;
    outputs.get("obj_16")[cell] = 1.5f; // clamped to 1
    float[] box = outputs.get("bbox_16");
    box[4 * cell] = 0.5f;
    box[4 * cell + 1] = 0.25f;
    box[4 * cell + 2] = (float) Math.log(2);
    box[4 * cell + 3] = (float) Math.log(3);
    outputs.get("kps_16")[10 * cell + 4] = 1;
    outputs.get("kps_16")[10 * cell + 5] = 2;

    List<DetectedFace> faces = new YunetDecoder(KnownModels.YUNET).decode(outputs, 0.6f);

    assertThat(faces).hasSize(1);
    DetectedFace face = faces.get(0);
    assertThat(face.score()).isCloseTo(0.9f, within(1e-5f));
    assertThat(face.box().x()).isCloseTo(5.5f * 16 - 16, within(1e-3f));
    assertThat(face.box().y()).isCloseTo(3.25f * 16 - 24, within(1e-3f));
    assertThat(face.box().width()).isCloseTo(32, within(1e-3f));
    assertThat(face.box().height()).isCloseTo(48, within(1e-3f));
    assertThat(face.landmarks().nose()).isEqualTo(new Point(96, 80));
  }

  @Test
  void scrfdPlacesAFaceByItsAnchor() {
    Map<String, float[]> outputs = empty(KnownModels.SCRFD_500M, new int[] {2, 8, 20});
    int anchor = 2 * (7 * 80 + 4) + 1; // row 7, column 4 at stride 8, second anchor
    outputs.get("443")[anchor] = 0.7f;
    System.arraycopy(new float[] {1, 2, 3, 4}, 0, outputs.get("446"), 4 * anchor, 4);
    outputs.get("449")[10 * anchor] = -1;

    List<DetectedFace> faces = new ScrfdDecoder(KnownModels.SCRFD_500M).decode(outputs, 0.5f);

    assertThat(faces).hasSize(1);
    assertThat(faces.get(0).box()).isEqualTo(new FaceBox(24, 40, 32, 48));
    assertThat(faces.get(0).landmarks().leftEye()).isEqualTo(new Point(24, 56));
  }

  @Test
  void ofOverlappingFacesTheBestStays() {
    DetectedFace best = face(0, 0.9f);
    DetectedFace shadow = face(2, 0.8f);
    DetectedFace other = face(50, 0.7f);
    assertThat(Nms.keepBest(List.of(other, shadow, best), 0.3)).containsExactly(best, other);
  }

  @Test
  void aFaceNeedsAPlace() {
    FaceBox box = new FaceBox(0, 0, 20, 20);
    float[] xy = {4, 5, 16, 5, 10, 10, 5, 15, 15, 15};
    assertThat(new DetectedFace(box, Landmarks.of(xy), 0.9f).usable()).isTrue();
    for (float no : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      xy[4] = no;
      assertThat(new DetectedFace(box, Landmarks.of(xy), 0.9f).usable()).isFalse();
    }
  }

  private static DetectedFace face(float x, float score) {
    return new DetectedFace(new FaceBox(x, 0, 20, 20), Landmarks.of(new float[10]), score);
  }

  private static Map<String, float[]> empty(ModelCard card, int[] numbers) {
    Map<String, float[]> outputs = new HashMap<>();
    List<String> names = card.detector().outputs();
    for (int i = 0; i < names.size(); i++) {
      int side = card.input().width() / card.detector().strides().get(i % 3);
      outputs.put(names.get(i), new float[side * side * numbers[i / 3]]);
    }
    return outputs;
  }
}
