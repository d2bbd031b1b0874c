package io.sightline.trainer.export;

import io.sightline.contract.model.onnx.GraphProto;
import io.sightline.trainer.net.Straightener;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Where a straightened picture of 112x112 is sampled, as ONNX: the motion makes a matrix, which
 * takes the middle of each pixel to its place in the picture that was moved. In fp32.
 */
final class SamplingGrid {
  private static final int SIDE = 112;
  private static final String NAME = "grid_";

  private final GraphProto.Builder graph;

  SamplingGrid(GraphProto.Builder graph) {
    this.graph = graph;
  }

  /**
   * @param motion name of [N, 4], see {@link Straightener}
   * @return name of [N, 112, 112, 2]
   */
  String write(String motion) {
    constant("of_motion", Straightener.matrixOfMotion(), Straightener.NUMBERS, 6);
    constant("at_rest", Straightener.matrixAtRest(), 6);
    constant("pixels", pixels(), 1, 3, (long) SIDE * SIDE);
    node("Gemm", "numbers", motion, NAME + "of_motion", NAME + "at_rest");
    // 0: as many as there are. TensorRT is to see that grid and pictures are.
    shape("matrix_shape", 0, 2, 3);
    node("Reshape", "matrix", NAME + "numbers", NAME + "matrix_shape");
    node("MatMul", "places", NAME + "matrix", NAME + "pixels");
    graph.addNode(
        OnnxWriter.node("Transpose", NAME + "rows", NAME + "places")
            .addAttribute(Attributes.ints("perm", List.of(0L, 2L, 1L))));
    shape("shape", 0, SIDE, SIDE, 2);
    node("Reshape", "sampled", NAME + "rows", NAME + "shape");
    return NAME + "sampled";
  }

  /** Middles of all pixels from -1 to 1, row by row: all x, all y, and ones. */
  private static float[] pixels() {
    int count = SIDE * SIDE;
    float[] pixels = new float[3 * count];
    for (int i = 0; i < count; i++) {
      pixels[i] = (2 * (i % SIDE) + 1f) / SIDE - 1;
      pixels[count + i] = (2 * (i / SIDE) + 1f) / SIDE - 1;
      pixels[2 * count + i] = 1;
    }
    return pixels;
  }

  private void node(String type, String output, String... inputs) {
    graph.addNode(OnnxWriter.node(type, NAME + output, inputs));
  }

  private void constant(String name, float[] values, long... shape) {
    graph.addInitializer(OnnxTensors.write(NAME + name, Tensor.create(values, shape), false));
  }

  private void shape(String name, long... values) {
    graph.addInitializer(OnnxTensors.longs(NAME + name, values));
  }
}
