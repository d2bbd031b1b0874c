package io.sightline.trainer.data;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.FONT_HERSHEY_SIMPLEX;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.putText;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Many small pictures on one, for people to look at. */
public final class ContactSheet {
  private static final int GAP = 4;
  private static final int CAPTION = 12;
  private static final byte PAPER = (byte) 245;

  /**
   * One picture of the sheet.
   *
   * @param picture as large as all the others
   * @param caption in ASCII; may be empty
   */
  public record Tile(Picture picture, String caption) {}

  private ContactSheet() {}

  /**
   * Lays the tiles out row by row.
   *
   * @throws IllegalArgumentException when there is none, or they differ in size
   */
  public static Picture of(List<Tile> tiles, int columns) {
    if (tiles.isEmpty()) {
      throw new IllegalArgumentException("no tiles for a contact sheet");
    }
    Picture first = tiles.get(0).picture();
    int across = first.width() + GAP;
    boolean captions = tiles.stream().anyMatch(t -> !t.caption().isEmpty());
    int down = first.height() + GAP + (captions ? CAPTION : 0);
    int rows = (tiles.size() + columns - 1) / columns;
    Picture sheet = Picture.black(columns * across + GAP, rows * down + GAP);
    Arrays.fill(sheet.rgb(), PAPER);
    try (PointerScope scope = new PointerScope()) {
      Mat canvas = new Mat(sheet.height(), sheet.width(), CV_8UC3, new BytePointer(sheet.rgb()));
      for (int i = 0; i < tiles.size(); i++) {
        int y = GAP + i / columns * down + first.height() + 9;
        putText(
            canvas,
            tiles.get(i).caption(),
            new Point(GAP + i % columns * across, y),
            FONT_HERSHEY_SIMPLEX,
            0.3,
            new Scalar(40, 40, 40, 0),
            1,
            LINE_AA,
            false);
      }
      canvas.data().get(sheet.rgb());
    }
    for (int i = 0; i < tiles.size(); i++) {
      put(tiles.get(i).picture(), sheet, GAP + i % columns * across, GAP + i / columns * down);
    }
    return sheet;
  }

  private static void put(Picture tile, Picture sheet, int left, int top) {
    int width = Math.min(tile.width(), sheet.width() - left);
    int height = Math.min(tile.height(), sheet.height() - top);
    for (int y = 0; y < height; y++) {
      System.arraycopy(
          tile.rgb(),
          3 * y * tile.width(),
          sheet.rgb(),
          3 * ((top + y) * sheet.width() + left),
          3 * width);
    }
  }
}
