package io.sightline.trainer.net;

import java.util.List;
import java.util.stream.IntStream;

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

  /** Blocks of each stage; none where the family is not built of stages. */
  List<Integer> units() {
    return units;
  }

  /** Whether a network of the other type is this one without some of its blocks. */
  boolean deepens(NetworkType other) {
    return units.size() == other.units.size()
        && IntStream.range(0, units.size()).allMatch(i -> units.get(i) >= other.units.get(i));
  }

  Trunk trunk(double width, int stem) {
    return units.isEmpty() ? new MobileFaceNet(width) : new IResNet(units, width, stem);
  }
}
