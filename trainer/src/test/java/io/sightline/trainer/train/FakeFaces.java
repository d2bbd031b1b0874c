package io.sightline.trainer.train;

import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.Picture;
import io.sightline.trainer.data.Pictures;
import io.sightline.trainer.mask.TrainingView;
import java.util.SplittableRandom;

/** A set in memory: each identity a colour gradient of its own, each picture with noise. */
public record FakeFaces(int size, int identities) implements FaceSet {

  /** Of four pictures for each identity. */
  public static FakeFaces of(int identities) {
    return new FakeFaces(4 * identities, identities);
  }

  /** Masks every second seed, changes nothing. */
  public static final Views VIEWS =
      (rgb, worn, seed) -> {
        boolean masked = (seed & 1) == 1;
        byte[] view = rgb.clone();
        for (int i = view.length / 2; masked && i < view.length; i++) {
          view[i] = (byte) 200;
        }
        return new TrainingView(view, masked);
      };

  @Override
  public int label(int index) {
    return index % identities;
  }

  @Override
  public byte[] encoded(int index) {
    SplittableRandom random = new SplittableRandom(index);
    int label = label(index);
    byte[] rgb = new byte[112 * 112 * 3];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % 112;
      int wave = (int) (100 * Math.sin(x * (label + 1) / 9.0 + i % 3 * label));
      rgb[i] = (byte) (128 + wave + random.nextInt(-20, 20));
    }
    return Pictures.png(Picture.crop(rgb));
  }

  @Override
  public String name(int index) {
    return "fake:" + index;
  }

  @Override
  public void close() {}
}
