package io.sightline.trainer.bench;

import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.Picture;
import io.sightline.trainer.data.Pictures;
import java.util.SplittableRandom;

/** JPEGs of smooth noise in memory: as dear to decode as faces, and no set is needed. */
final class NoiseFaces implements FaceSet {
  private static final int JPEG_QUALITY = 95;
  private static final int SMOOTH = 8;
  private final byte[][] pictures;
  private final int identities;

  NoiseFaces(int size, int identities) {
    this.identities = identities;
    pictures = new byte[size][];
    for (int i = 0; i < size; i++) {
      pictures[i] = picture(new SplittableRandom(i));
    }
  }

  private static byte[] picture(SplittableRandom random) {
    int side = Pictures.SIDE;
    byte[] rgb = new byte[side * side * 3];
    int[] patches = random.ints(3L * (side / SMOOTH) * (side / SMOOTH), 0, 200).toArray();
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % side / SMOOTH;
      int y = i / 3 / side / SMOOTH;
      rgb[i] = (byte) (patches[(y * (side / SMOOTH) + x) * 3 + i % 3] + random.nextInt(20));
    }
    return Pictures.jpeg(Picture.crop(rgb), JPEG_QUALITY);
  }

  @Override
  public int size() {
    return pictures.length;
  }

  @Override
  public int identities() {
    return identities;
  }

  @Override
  public int label(int index) {
    return index % identities;
  }

  @Override
  public byte[] encoded(int index) {
    return pictures[index];
  }

  @Override
  public String name(int index) {
    return "noise:" + index;
  }

  @Override
  public void close() {}
}
