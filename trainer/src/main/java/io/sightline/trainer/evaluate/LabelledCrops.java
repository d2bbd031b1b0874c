package io.sightline.trainer.evaluate;

import io.sightline.trainer.data.Damage;
import io.sightline.trainer.data.FaceDataException;
import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.Pictures;
import java.util.Optional;

/** Some pictures of a labelled set, which are aligned. */
final class LabelledCrops implements Crops {
  private final FaceSet set;
  private final int[] chosen;
  private final Damage damage;

  LabelledCrops(FaceSet set, int[] chosen) {
    this.set = set;
    this.chosen = chosen;
    this.damage = new Damage("the labelled set", chosen.length);
  }

  @Override
  public int size() {
    return chosen.length;
  }

  @Override
  public String name(int index) {
    return set.name(chosen[index]);
  }

  @Override
  public Optional<byte[]> crop(int index) {
    try {
      return Optional.of(Pictures.decode112(set.encoded(chosen[index]), name(index)));
    } catch (FaceDataException e) {
      damage.add(e.getMessage());
      return Optional.empty();
    }
  }
}
