package io.sightline.contract.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Guesses what was meant. */
final class Suggestion {

  private Suggestion() {}

  static String among(String name, Collection<?> known) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return known.stream()
        .map(String::valueOf)
        .min(Comparator.comparing(k -> distance.apply(name, k)))
        .filter(k -> distance.apply(name, k) <= Math.max(2, name.length() / 3))
        .map(k -> "; did you mean '" + k + "'?")
        .orElseGet(
            () ->
                "; known here: "
                    + known.stream()
                        .map(String::valueOf)
                        .sorted()
                        .collect(Collectors.joining(", ")));
  }

  static String list(Object[] values) {
    return Arrays.stream(values)
        .map(v -> v.toString().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
