package io.sightline.trainer.detect;

import static org.bytedeco.pytorch.global.torch.stack;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** Values of {@link DetectionLoss}. */
record DetectorLosses(float objectness, float kind, float box, float points, float total) {

  static DetectorLosses of(DetectionLoss.Terms terms) {
    Tensor all =
        stack(
                new TensorVector(
                    terms.objectness(), terms.kind(), terms.box(), terms.points(), terms.total()))
            .detach()
            .cpu();
    float[] v = new float[5];
    all.data_ptr_float().get(v);
    return new DetectorLosses(v[0], v[1], v[2], v[3], v[4]);
  }

  boolean finite() {
    return Float.isFinite(total);
  }
}
