package io.sightline.trainer.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Pairs of pictures that show one person or two.
 *
 * @param name for reports
 * @param pictures each once; pairs refer to them by index
 * @param pairs in the order of the set, which its ten folds follow
 */
public record VerificationSet(String name, List<StoredPicture> pictures, List<Pair> pairs) {

  /**
   * Two pictures.
   *
   * @param same whether they show one person
   */
  public record Pair(int first, int second, boolean same) {}

  /** A picture that is read when it is needed. */
  public interface StoredPicture {

    /** What messages call it. */
    String name();

    /**
     * @throws FaceDataException when it cannot be read; names it
     */
    byte[] encoded();
  }

  public VerificationSet {
    if (pairs.isEmpty()) {
      throw new FaceDataException(name + " holds no pairs");
    }
    pictures = List.copyOf(pictures);
    pairs = List.copyOf(pairs);
  }

  /**
   * Opens a {@code .bin} of InsightFace ({@code lfw.bin}, {@code cfp_fp.bin}, ...), with aligned
   * crops.
   *
   * @throws FaceDataException when it cannot be read or is no such set; names the file
   */
  public static VerificationSet bin(Path file) {
    return VerificationBin.read(file);
  }

  /**
   * Opens pairs in the form of LFW's {@code pairs.txt} and the folder with the pictures.
   *
   * @throws FaceDataException when the list cannot be read or a picture is missing; names the line
   */
  public static VerificationSet pairs(Path list, Path images) {
    if (!Files.isDirectory(images)) {
      throw new FaceDataException("the folder of pictures " + images + " does not exist");
    }
    return new PairsReader(list, images).read();
  }
}
