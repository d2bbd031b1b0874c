package io.sightline.trainer.evaluate;

import io.sightline.trainer.evaluate.EvaluationResult.Enrolled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What it brings to enrol several pictures of a person. Whoever has more than three bare ones is
 * enrolled with the first three, and all other faces are compared with everybody enrolled.
 */
final class EnrolmentTrial {
  /** More tell little more, and each costs a comparison with every face. */
  private static final int PEOPLE = 300;

  private final LabelledFaces faces;
  private final List<List<Integer>> enrolled;
  private final Set<Integer> used;

  private EnrolmentTrial(LabelledFaces faces) {
    this.faces = faces;
    enrolled =
        IntStream.range(0, faces.size())
            .filter(i -> faces.table().has(i) && !faces.wear()[i].covers())
            .boxed()
            .collect(
                Collectors.groupingBy(
                    i -> faces.label()[i], LinkedHashMap::new, Collectors.toList()))
            .values()
            .stream()
            .filter(own -> own.size() > ThresholdTable.ENROLLED)
            .limit(PEOPLE)
            .map(own -> own.subList(0, ThresholdTable.ENROLLED))
            .toList();
    used =
        enrolled.stream()
            .flatMap(List::stream)
            .map(i -> faces.picture()[i])
            .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** For {@code bare} and {@code masked} faces; empty when nobody has pictures enough. */
  static Map<String, Enrolled> measure(LabelledFaces faces) {
    EnrolmentTrial trial = new EnrolmentTrial(faces);
    Map<String, Enrolled> ways = new LinkedHashMap<>();
    for (boolean masked : new boolean[] {false, true}) {
      int[] looked =
          IntStream.range(0, faces.size())
              .filter(i -> faces.table().has(i) && faces.wear()[i].covers() == masked)
              .filter(i -> !trial.used.contains(faces.picture()[i]))
              .toArray();
      if (looked.length > 0 && !trial.enrolled.isEmpty()) {
        ways.put(masked ? "masked" : "bare", trial.ways(looked));
      }
    }
    return ways;
  }

  private Enrolled ways(int[] looked) {
    List<float[]> means = new ArrayList<>();
    enrolled.forEach(own -> means.add(faces.table().mean(own.stream().mapToInt(i -> i))));
    FaceTable mean = new FaceTable(means.toArray(float[][]::new), null);
    return new Enrolled(
        tar(looked, (face, p) -> faces.cosine(face, enrolled.get(p).get(0))),
        tar(
            looked,
            (face, p) ->
                enrolled.get(p).stream()
                    .map(own -> faces.cosine(face, own))
                    .max(Float::compare)
                    .orElseThrow()),
        tar(looked, (face, p) -> faces.table().cosine(face, mean, p)));
  }

  private interface Comparison {
    float of(int face, int person);
  }

  private Map<String, Double> tar(int[] looked, Comparison comparison) {
    int people = enrolled.size();
    float[] similarity = new float[looked.length * people];
    boolean[] same = new boolean[similarity.length];
    IntStream.range(0, similarity.length)
        .parallel()
        .forEach(
            k -> {
              int face = looked[k / people];
              similarity[k] = comparison.of(face, k % people);
              same[k] = faces.same(face, enrolled.get(k % people).get(0));
            });
    Roc roc = new Roc(similarity, same);
    Map<String, Double> tar = new LinkedHashMap<>();
    for (String rate : roc.measurable() ? Rates.ALL : List.<String>of()) {
      Roc.Point point = roc.at(Double.parseDouble(rate));
      if (point.resolved()) {
        tar.put(rate, point.tar());
      }
    }
    return tar;
  }
}
