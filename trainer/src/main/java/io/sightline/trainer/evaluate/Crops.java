package io.sightline.trainer.evaluate;

import java.util.Optional;

/** Aligned crops of a set's pictures. Thread-safe. */
interface Crops {

  int size();

  String name(int index);

  /**
   * RGB, row-major HWC, 112x112x3 bytes; empty when no face is found, or the picture is damaged,
   * which is logged with its name.
   *
   * @throws io.sightline.trainer.data.FaceDataException when the set cannot be used; names it
   */
  Optional<byte[]> crop(int index);
}
