package io.sightline.trainer.net;

import java.util.List;

/** The families of networks, named as in the literature. */
public enum NetworkType {
  IR18(2, 2, 2, 2),
  IR34(3, 4, 6, 3),
  IR50(3, 4, 14, 3),
  IR100(3, 13, 30, 3),
  MOBILEFACENET;

  private final List<Integer> units;

  NetworkType(Integer... units) {
    this.units = List.of(units);
  }

  Trunk trunk(double width, int stem) {
    return units.isEmpty() ? new MobileFaceNet(width) : new IResNet(units, width, stem);
  }
}
