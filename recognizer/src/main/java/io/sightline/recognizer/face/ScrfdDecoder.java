package io.sightline.recognizer.face;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Landmarks;
import io.sightline.contract.model.ModelCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * SCRFD's coding (J. Guo et al., "Sample and Computation Redistribution for Efficient Face
 * Detection", 2021): several anchors a cell, at the cell's corner; the box as distances to its four
 * sides and the landmarks as offsets, both in strides.
 */
final class ScrfdDecoder implements OutputDecoder {
  private final ModelCard card;

  ScrfdDecoder(ModelCard card) {
    this.card = card;
  }

  @Override
  public List<DetectedFace> decode(Map<String, float[]> outputs, float minScore) {
    List<DetectedFace> faces = new ArrayList<>();
    List<Integer> strides = card.detector().strides();
    List<String> names = card.detector().outputs();
    int n = strides.size();
    for (int s = 0; s < n; s++) {
      float[] scores = outputs.get(names.get(s));
      for (int anchor = 0; anchor < scores.length; anchor++) {
        if (scores[anchor] >= minScore) {
          float[] box = outputs.get(names.get(n + s));
          float[] points = outputs.get(names.get(2 * n + s));
          faces.add(face(box, points, anchor, strides.get(s), scores[anchor]));
        }
      }
    }
    return faces;
  }

  private DetectedFace face(float[] box, float[] points, int anchor, int stride, float score) {
    int cell = anchor / card.detector().anchors();
    int columns = card.input().width() / stride;
    float x = cell % columns * stride;
    float y = cell / columns * stride;
    float left = x - box[4 * anchor] * stride;
    float top = y - box[4 * anchor + 1] * stride;
    float right = x + box[4 * anchor + 2] * stride;
    float bottom = y + box[4 * anchor + 3] * stride;
    float[] xy = new float[10];
    for (int i = 0; i < 5; i++) {
      xy[2 * i] = x + points[10 * anchor + 2 * i] * stride;
      xy[2 * i + 1] = y + points[10 * anchor + 2 * i + 1] * stride;
    }
    return new DetectedFace(
        new FaceBox(left, top, right - left, bottom - top), Landmarks.of(xy), score);
  }
}
