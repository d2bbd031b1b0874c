package io.sightline.trainer.mask;

import java.util.Arrays;
import java.util.Locale;

/** Kinds of masks, named as users of MaskTheFace know them. */
public enum MaskType {
  SURGICAL,
  N95,
  KN95,
  CLOTH;

  /**
   * @throws IllegalArgumentException when there is no such type; names those there are
   */
  public static MaskType named(String name) {
    return Arrays.stream(values())
        .filter(t -> t.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'" + name + "' is no mask type: surgical, N95, KN95 or cloth"));
  }

  /** As it is written on packages. */
  public String label() {
    return this == SURGICAL || this == CLOTH ? name().toLowerCase(Locale.ROOT) : name();
  }
}
