package io.sightline.trainer.synthetic.scene;

/** Kinds of places that cameras watch. */
public enum PlaceKind {
  GATE,
  ENTRANCE,
  CORRIDOR,
  SHOP
}
