package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.synthetic.raster.Mesh;
import java.util.ArrayList;
import java.util.List;

/** All that is on a head: ears, hair, beard, glasses, hats, masks. */
final class Attire {

  private Attire() {}

  static List<Mesh> of(Identity id, Appearance looks, HeadShape shape) {
    return new ArrayList<>();
  }
}
