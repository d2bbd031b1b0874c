package io.sightline.trainer.evaluate;

import io.sightline.trainer.data.Damage;
import io.sightline.trainer.data.FaceDataException;
import io.sightline.trainer.data.Picture;
import io.sightline.trainer.data.Pictures;
import io.sightline.trainer.data.VerificationSet;
import java.util.Optional;

/**
 * The crops of a verification set: pictures of 112x112 as they are, others through a finder.
 * Damaged ones are skipped and named; more than one in a hundred stop the evaluation.
 */
final class StoredCrops implements Crops {
  private final VerificationSet set;
  private final FaceFinder finder;
  private final Damage damage;

  /** Cuts the aligned crop of the main face out of a picture. Thread-safe. */
  interface FaceFinder {
    Optional<byte[]> find(Picture picture);
  }

  /**
   * @param finder null when every picture has to be aligned already
   */
  StoredCrops(VerificationSet set, FaceFinder finder) {
    this.set = set;
    this.finder = finder;
    this.damage = new Damage(set.name(), set.pictures().size());
  }

  @Override
  public int size() {
    return set.pictures().size();
  }

  @Override
  public String name(int index) {
    return set.pictures().get(index).name();
  }

  @Override
  public Optional<byte[]> crop(int index) {
    VerificationSet.StoredPicture stored = set.pictures().get(index);
    Picture picture;
    try {
      picture = Pictures.decode(stored.encoded(), stored.name());
    } catch (FaceDataException e) {
      damage.add(e.getMessage());
      return Optional.empty();
    }
    if (picture.width() == Pictures.SIDE && picture.height() == Pictures.SIDE) {
      return Optional.of(picture.rgb());
    }
    if (finder == null) {
      throw new FaceDataException(
          stored.name()
              + ": "
              + picture.width()
              + "x"
              + picture.height()
              + " pixels are no aligned crop (112x112); give a detector with --detector DIR");
    }
    return finder.find(picture);
  }
}
