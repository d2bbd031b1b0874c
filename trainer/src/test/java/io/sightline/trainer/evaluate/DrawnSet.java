package io.sightline.trainer.evaluate;

import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.Faces;
import io.sightline.trainer.data.Picture;
import io.sightline.trainer.data.Pictures;
import io.sightline.trainer.data.VerificationSet;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Drawn heads: an identity is the colour behind it, and a picture of it how the head is shifted.
 */
final class DrawnSet implements FaceSet {
  private static final Color SKIN = new Color(224, 172, 140);
  static final int PICTURES = 4;
  private final byte[][] encoded;

  DrawnSet(int identities) {
    encoded = new byte[identities * PICTURES][];
    for (int i = 0; i < encoded.length; i++) {
      SplittableRandom random = new SplittableRandom(label(i));
      Color ground = new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256));
      encoded[i] = Pictures.png(Picture.crop(Faces.face(SKIN, ground, i % PICTURES - 1)));
    }
  }

  /** Neighbours of one identity, and of two, in turn. */
  VerificationSet pairs() {
    List<VerificationSet.StoredPicture> pictures = new ArrayList<>();
    List<VerificationSet.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      pictures.add(new DrawnPicture(name(i), encoded[i]));
      int next = (i + 1) % size();
      pairs.add(new VerificationSet.Pair(i, next, label(i) == label(next)));
      int other = (i + PICTURES) % size();
      pairs.add(new VerificationSet.Pair(i, other, false));
    }
    return new VerificationSet("drawn", pictures, pairs);
  }

  private record DrawnPicture(String name, byte[] encoded)
      implements VerificationSet.StoredPicture {}

  /** Sees the ground colour in the corners, and a mask where there is no skin below the nose. */
  static final class CornerEmbedder implements Embedder {

    @Override
    public Embedded embed(byte[][] rgb112) {
      float[][] embeddings = new float[rgb112.length][4];
      float[] mask = new float[rgb112.length];
      for (int i = 0; i < rgb112.length; i++) {
        for (int k = 0; k < 3; k++) {
          embeddings[i][k] = (rgb112[i][k] & 0xff) - 127.5f;
        }
        embeddings[i][3] = 20;
        int cheek = 3 * (84 * 112 + 44);
        int away =
            Math.abs((rgb112[i][cheek] & 0xff) - SKIN.getRed())
                + Math.abs((rgb112[i][cheek + 2] & 0xff) - SKIN.getBlue());
        mask[i] = away > 12 ? 0.9f : 0.1f;
      }
      return new Embedded(embeddings, mask);
    }

    @Override
    public String describe() {
      return "corners";
    }

    @Override
    public void close() {}
  }

  @Override
  public int size() {
    return encoded.length;
  }

  @Override
  public int identities() {
    return encoded.length / PICTURES;
  }

  @Override
  public int label(int index) {
    return index / PICTURES;
  }

  @Override
  public byte[] encoded(int index) {
    return encoded[index];
  }

  @Override
  public String name(int index) {
    return "drawn/" + index + ".png";
  }

  @Override
  public void close() {}
}
