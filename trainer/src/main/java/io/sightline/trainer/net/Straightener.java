package io.sightline.trainer.net;

import io.sightline.contract.face.SimilarityTransform;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;

/**
 * Says how an aligned crop was shifted, turned and scaled by landmarks that erred, so that it can
 * be straightened before it is recognised: a spatial transformer (M. Jaderberg et al., arXiv
 * 1506.02025) that is not left to find out what helps, but taught the motions that training makes.
 *
 * <p>A motion is four numbers in units of {@value #UNIT}: with {@code (x, y)} from -1 to 1 over the
 * picture, what lies there in the straight one lies in the moved one at {@code ((1 + m0) x - m1 y +
 * m2, m1 x + (1 + m0) y + m3)}.
 */
public final class Straightener extends Module {
  static final double UNIT = 0.06;

  /** How many numbers a motion is. */
  public static final int NUMBERS = 4;

  /**
   * Pixels that it does not look at: there training has nothing to show beyond the border of its
   * pictures, which would tell the motion.
   */
  private static final long BORDER = 12;

  private static final double SIDE = 112;

  private final ConvUnit half = register_module("half", unit(3, 16, 3, 2));
  private final ConvUnit quarter = register_module("quarter", unit(16, 32, 3, 2));
  private final ConvUnit eighth = register_module("eighth", unit(32, 32, 3, 2));
  private final ConvUnit sixteenth = register_module("sixteenth", unit(32, 32, 3, 2));
  private final ConvUnit whole =
      register_module("whole", new ConvUnit(Layers.conv(32, 64, 6, 1, 0, 1), 64, false));
  private final LinearImpl motion = register_module("motion", new LinearImpl(64, NUMBERS));

  /** Of a picture that lies straight, to begin with. */
  Straightener() {
    Layers.zero(motion);
  }

  private static ConvUnit unit(long in, long out, long kernel, long stride) {
    return new ConvUnit(Layers.conv(in, out, kernel, stride, 1, 1), out, false);
  }

  /** The motion of each picture, [N, {@value #NUMBERS}]. */
  <V> V run(Ops<V> ops, V picture) {
    V x = half.run(ops, ops.inner(picture, BORDER));
    x = sixteenth.run(ops, eighth.run(ops, quarter.run(ops, x)));
    return ops.linear(motion, ops.flatten(whole.run(ops, x)));
  }

  /**
   * What a motion's numbers add to the matrix of {@link #matrixAtRest}, row by row: [{@value
   * #NUMBERS}, 6].
   */
  public static float[] matrixOfMotion() {
    float u = (float) UNIT;
    return new float[] {
      u, 0, 0, 0, u, 0, //
      0, -u, 0, u, 0, 0, //
      0, 0, u, 0, 0, 0, //
      0, 0, 0, 0, 0, u
    };
  }

  /** The matrix, 2 rows of 3, that leaves places where they are. */
  public static float[] matrixAtRest() {
    return new float[] {1, 0, 0, 0, 1, 0};
  }

  /**
   * The motion that a transform makes of a straight crop of 112x112.
   *
   * @param t from pixels of the straight crop to those of the moved one
   */
  public static float[] motion(SimilarityTransform t) {
    double middle = (SIDE - 1) / 2;
    double x = t.a() * middle - t.b() * middle + t.tx() - middle;
    double y = t.b() * middle + t.a() * middle + t.ty() - middle;
    double half = SIDE / 2;
    return new float[] {
      (float) ((t.a() - 1) / UNIT),
      (float) (t.b() / UNIT),
      (float) (x / half / UNIT),
      (float) (y / half / UNIT)
    };
  }
}
