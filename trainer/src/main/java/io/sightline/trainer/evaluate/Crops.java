package io.sightline.trainer.evaluate;

import java.util.Optional;

/** Aligned crops of a set's pictures. Not thread-safe. */
interface Crops {

  int size();

  String name(int index);

  /**
   * RGB, row-major HWC, 112x112x3 bytes; empty when no face is found.
   *
   * @throws io.sightline.trainer.data.FaceDataException when the picture cannot be used; names it
   */
  Optional<byte[]> crop(int index);
}
