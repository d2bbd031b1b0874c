package io.sightline.trainer.train;

import io.sightline.trainer.data.FaceDataException;
import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.Pictures;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Pictures of a set as they are, for measuring. */
public final class Crops {
  private static final int SIDE = Pictures.SIDE;
  private static final int BATCH = 8;

  private Crops() {}

  /**
   * Pictures from all over a set, in batches of bytes [N, 112, 112, 3]. Damaged ones are passed
   * over.
   *
   * @param most pictures to take
   * @throws FaceDataException when none can be read
   */
  public static List<Tensor> spread(FaceSet faces, int most) {
    List<byte[]> pictures = new ArrayList<>();
    FaceDataException last = new FaceDataException("the set is empty");
    int count = Math.min(most, faces.size());
    for (int i = 0; i < count; i++) {
      int index = (int) ((long) i * faces.size() / count);
      try {
        pictures.add(Pictures.decode112(faces.encoded(index), faces.name(index)));
      } catch (FaceDataException e) {
        last = e;
      }
    }
    if (pictures.isEmpty()) {
      throw last;
    }
    List<Tensor> batches = new ArrayList<>();
    for (int from = 0; from < pictures.size(); from += BATCH) {
      batches.add(batch(pictures.subList(from, Math.min(from + BATCH, pictures.size()))));
    }
    return batches;
  }

  /**
   * @param pictures RGB, 112x112
   * @return bytes, [N, 112, 112, 3]
   */
  public static Tensor batch(List<byte[]> pictures) {
    byte[] all = new byte[pictures.size() * SIDE * SIDE * 3];
    for (int i = 0; i < pictures.size(); i++) {
      System.arraycopy(pictures.get(i), 0, all, i * SIDE * SIDE * 3, SIDE * SIDE * 3);
    }
    return Tensor.create(all, pictures.size(), SIDE, SIDE, 3).view(ScalarType.Byte);
  }
}
