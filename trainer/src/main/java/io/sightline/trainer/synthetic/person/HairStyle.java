package io.sightline.trainer.synthetic.person;

/** How hair is worn. */
public enum HairStyle {
  BALD,
  /** A few millimetres. */
  SHAVEN,
  CROPPED,
  SHORT,
  /** Short at the sides, brushed up or aside on top. */
  SWEPT,
  /** Over the forehead. */
  FRINGE,
  /** To the jaw. */
  BOB,
  /** Over the shoulders. */
  LONG,
  /** Drawn back, knot behind. */
  BUN,
  /** Drawn back, tail behind. */
  TAIL,
  CURLY,
  AFRO
}
