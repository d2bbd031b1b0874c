package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.data.MaskWear;
import io.sightline.trainer.mask.Pattern;
import io.sightline.trainer.synthetic.person.Appearance.Eyewear;
import io.sightline.trainer.synthetic.person.Appearance.Hair;
import io.sightline.trainer.synthetic.person.Appearance.Headwear;
import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Mesh;
import java.util.ArrayList;
import java.util.List;

/** All that is on a head: ears, hair, beard, glasses, hats, masks. */
final class Attire {
  private final Identity id;
  private final Appearance looks;
  private final HeadShape shape;
  private final List<Mesh> parts = new ArrayList<>();

  private Attire(Identity id, Appearance looks, HeadShape shape) {
    this.id = id;
    this.looks = looks;
    this.shape = shape;
  }

  static List<Mesh> of(Identity id, Appearance looks, HeadShape shape) {
    Attire attire = new Attire(id, looks, shape);
    attire.ears();
    attire.hair();
    attire.beard();
    attire.hat();
    if (looks.eyewear() != Eyewear.NONE) {
      attire.parts.addAll(new Glasses(looks.eyewear(), shape, looks.hair().seed()).meshes());
    }
    if (looks.mask().state() != MaskWear.BARE) {
      attire.parts.addAll(new MaskMesh(shape, looks.mask()).meshes());
    }
    return attire.parts;
  }

  private boolean wrapped() {
    return looks.headwear() == Headwear.HEADSCARF || looks.headwear() == Headwear.HOOD;
  }

  private void ears() {
    HairStyle style = looks.hair().style();
    if (style != HairStyle.LONG && style != HairStyle.BOB && !wrapped()) {
      parts.add(Ears.of(id, shape, true));
      parts.add(Ears.of(id, shape, false));
    }
  }

  private void hair() {
    Hair hair = looks.hair();
    HairCut cut = HairCut.of(hair, id.melanin() > 0.62f ? 0.8f : (id.grain() & 3) == 0 ? 0.5f : 0);
    if (cut == null || wrapped()) {
      return;
    }
    if (looks.headwear() == Headwear.CAP || looks.headwear() == Headwear.BEANIE) {
      cut = cut.pressed();
    }
    parts.addAll(new HairMesh(id, shape, cut, hair.seed()).layers(hair.colour()));
    if (hair.style() == HairStyle.BUN) {
      parts.add(Knot.bun(cut, hair.colour(), hair.seed()));
    } else if (hair.style() == HairStyle.TAIL) {
      parts.add(Knot.tail(cut, hair.colour(), hair.seed()));
    }
  }

  private void beard() {
    // Under a mask a beard lies flat; what shows of it is painted on the skin.
    boolean flat = looks.mask().state() != MaskWear.BARE;
    if (Beards.length(looks.beard()) > 0 && !flat) {
      parts.add(BeardMesh.of(id, looks, shape, 0));
      parts.add(BeardMesh.of(id, looks, shape, 1));
    }
  }

  private void hat() {
    Outfit outfit = looks.outfit();
    boolean plain = outfit.pattern() == Pattern.PLAIN || outfit.seed() % 3 == 0;
    Material cloth = new ClothMaterial(outfit.second(), plain ? null : outfit);
    Hats hats = new Hats(shape, cloth);
    switch (looks.headwear()) {
      case NONE -> {}
      case CAP -> parts.addAll(hats.cap());
      case BEANIE -> parts.add(hats.beanie());
      case HEADSCARF -> parts.add(hats.drape(0.7f, 6.1f, 5.6f));
      case HOOD -> parts.add(hats.drape(2f, 6.9f, 8.2f));
      case SCARF -> parts.add(hats.scarf(outfit.seed() % 4 == 0 ? -7f : -10.5f));
    }
  }
}
