package io.sightline.trainer.mask;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The drawing of a mask spread flat, over u from -1 to 1 and v from 0 to 1: outline, folds and
 * seams, and parts that do not take the fabric's colour. Drawn once as vectors; thread-safe.
 */
final class MaskTemplate {
  static final int SIZE = 256;
  private static final Map<MaskType, MaskTemplate> DRAWN = new EnumMap<>(MaskType.class);

  static {
    for (MaskType type : MaskType.values()) {
      DRAWN.put(type, new MaskTemplate(type));
    }
  }

  private final byte[] outline;
  private final byte[] relief;
  private final byte[] trim;

  private MaskTemplate(MaskType type) {
    MaskDrawing drawing = new MaskDrawing(type);
    outline = draw(Color.BLACK, drawing::outline);
    relief = draw(Color.GRAY, drawing::relief);
    trim = draw(Color.BLACK, drawing::trim);
  }

  static MaskTemplate of(MaskType type) {
    return DRAWN.get(type);
  }

  /**
   * Reads the drawing at a place.
   *
   * @param drawn gets the coverage from 0 to 1, the light that folds and seams leave, about 1, and
   *     the share of the trim's colour from 0 to 1
   */
  void at(float u, float v, float[] drawn) {
    float x = Math.min(SIZE - 1.001f, Math.max(0, (u + 1) / 2 * SIZE - 0.5f));
    float y = Math.min(SIZE - 1.001f, Math.max(0, v * SIZE - 0.5f));
    int i = (int) y * SIZE + (int) x;
    float fx = x - (int) x;
    float fy = y - (int) y;
    drawn[0] = sample(outline, i, fx, fy) / 255;
    if (drawn[0] > 0) {
      drawn[1] = sample(relief, i, fx, fy) / 128;
      drawn[2] = sample(trim, i, fx, fy) / 255;
    }
  }

  private static float sample(byte[] layer, int i, float fx, float fy) {
    float top = (layer[i] & 0xff) * (1 - fx) + (layer[i + 1] & 0xff) * fx;
    float bottom = (layer[i + SIZE] & 0xff) * (1 - fx) + (layer[i + SIZE + 1] & 0xff) * fx;
    return top * (1 - fy) + bottom * fy;
  }

  private static byte[] draw(Color ground, Consumer<Graphics2D> drawing) {
    BufferedImage layer = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D g = layer.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(ground);
    g.fillRect(0, 0, SIZE, SIZE);
    g.transform(new AffineTransform(SIZE / 2.0, 0, 0, SIZE, SIZE / 2.0, 0));
    drawing.accept(g);
    g.dispose();
    return ((DataBufferByte) layer.getRaster().getDataBuffer()).getData();
  }
}
