package io.sightline.contract.config;

import java.util.List;

/**
 * A part of the picture that is looked at. Where a camera has zones, what lies outside all of them
 * is blackened before a frame leaves the camera's process.
 *
 * @param polygon corners as [x, y], each from 0 (left, top) to 1 (right, bottom)
 */
public record ZoneConfig(String name, List<List<Double>> polygon) {

  public ZoneConfig {
    polygon = Gaps.left(polygon);
    Problems problems =
        new Problems()
            .required("name", name)
            .check(
                "polygon",
                polygon.size() >= 3,
                "needs three corners or more, has " + polygon.size());
    for (List<Double> corner : polygon) {
      boolean inside =
          corner.size() == 2 && corner.stream().allMatch(v -> v != null && v >= 0 && v <= 1);
      problems.check(
          "polygon", inside, "corner " + corner + " is not [x, y] with both from 0 to 1");
    }
    problems.raise();
  }
}
