package io.sightline.recognizer.face;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Landmarks;
import io.sightline.contract.model.ModelCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * YuNet's coding (W. Wu et al., "YuNet: A Tiny Millisecond-level Face Detector", 2023; decoding as
 * in OpenCV's {@code FaceDetectorYN}): anchor-free, one face a cell. Score is the root of class
 * times objectness; the centre is relative to the cell's corner in strides, width and height are
 * logarithms of strides.
 */
final class YunetDecoder implements OutputDecoder {
  private final ModelCard card;

  YunetDecoder(ModelCard card) {
    this.card = card;
  }

  @Override
  public List<DetectedFace> decode(Map<String, float[]> outputs, float minScore) {
    List<DetectedFace> faces = new ArrayList<>();
    List<Integer> strides = card.detector().strides();
    List<String> names = card.detector().outputs();
    int n = strides.size();
    for (int s = 0; s < n; s++) {
      float[] cls = outputs.get(names.get(s));
      float[] obj = outputs.get(names.get(n + s));
      for (int cell = 0; cell < cls.length; cell++) {
        float score = (float) Math.sqrt(clamp(cls[cell]) * clamp(obj[cell]));
        if (score >= minScore) {
          float[] box = outputs.get(names.get(2 * n + s));
          float[] points = outputs.get(names.get(3 * n + s));
          faces.add(face(box, points, cell, strides.get(s), score));
        }
      }
    }
    return faces;
  }

  private DetectedFace face(float[] box, float[] points, int cell, int stride, float score) {
    int columns = card.input().width() / stride;
    int column = cell % columns;
    int row = cell / columns;
    float cx = (column + box[4 * cell]) * stride;
    float cy = (row + box[4 * cell + 1]) * stride;
    float w = (float) Math.exp(box[4 * cell + 2]) * stride;
    float h = (float) Math.exp(box[4 * cell + 3]) * stride;
    float[] xy = new float[10];
    for (int i = 0; i < 5; i++) {
      xy[2 * i] = (column + points[10 * cell + 2 * i]) * stride;
      xy[2 * i + 1] = (row + points[10 * cell + 2 * i + 1]) * stride;
    }
    return new DetectedFace(new FaceBox(cx - w / 2, cy - h / 2, w, h), Landmarks.of(xy), score);
  }

  private static float clamp(float value) {
    return Math.min(1, Math.max(0, value));
  }
}
