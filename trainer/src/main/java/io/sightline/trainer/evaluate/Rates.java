package io.sightline.trainer.evaluate;

import java.util.List;

/** The false-match rates that are reported, as they are written in model cards. */
final class Rates {
  static final List<String> ALL = List.of("1e-2", "1e-3", "1e-4", "1e-5", "1e-6");

  private Rates() {}
}
