package io.sightline.trainer.data;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads pairs as LFW lists them: {@code name i j} for one person, {@code name1 i name2 j} for two,
 * pictures in {@code name/name_%04d} with any extension of a picture. A first line with the number
 * of folds and pairs may be there or not.
 */
final class PairsReader {
  private static final Predicate<String> NUMBER = Pattern.compile("\\d{1,9}").asMatchPredicate();
  private static final int NAMED = 10;
  private final Path list;
  private final Path images;
  private final Map<Path, Integer> indices = new LinkedHashMap<>();
  private final Map<String, Map<String, Path>> folders = new HashMap<>();
  private final Map<Path, Integer> missing = new LinkedHashMap<>();
  private final List<VerificationSet.Pair> pairs = new ArrayList<>();

  private record FilePicture(String name, Path file) implements VerificationSet.StoredPicture {

    @Override
    public byte[] encoded() {
      try {
        return Files.readAllBytes(file);
      } catch (IOException e) {
        throw new FaceDataException(file + " cannot be read: " + e, e);
      }
    }
  }

  PairsReader(Path list, Path images) {
    this.list = list;
    this.images = images;
  }

  VerificationSet read() {
    List<String> lines;
    try {
      lines = Files.readAllLines(list);
    } catch (MalformedInputException e) {
      throw new FaceDataException(list + " is no text in UTF-8", e);
    } catch (IOException e) {
      throw new FaceDataException(list + " cannot be read: " + e, e);
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replace("\ufeff", "").strip();
      // LFW separates by tabs, so that a name may hold blanks; others separate by blanks.
      boolean tabs = line.indexOf('\t') >= 0;
      String[] words = line.split(tabs ? "\\s*\t\\s*" : "\\s+");
      boolean foldLine = i == 0 && words.length <= 2;
      if (!line.isEmpty() && !foldLine) {
        add(words, tabs, i + 1);
      }
    }
    checkMissing();
    List<VerificationSet.StoredPicture> pictures = new ArrayList<>();
    indices
        .keySet()
        .forEach(f -> pictures.add(new FilePicture(images.relativize(f).toString(), f)));
    return new VerificationSet(list.getFileName().toString(), pictures, pairs);
  }

  private void add(String[] words, boolean tabs, int line) {
    int n = words.length;
    int middle = n < 3 || tabs && n > 4 ? -1 : tabs ? 1 : firstNumber(words);
    if (middle < 0 || !NUMBER.test(words[middle]) || !NUMBER.test(words[n - 1])) {
      throw new FaceDataException(
          list
              + " line "
              + line
              + ": '"
              + String.join(" ", words)
              + "'; needed are 'name i j' or 'name1 i name2 j'");
    }
    String name = String.join(" ", Arrays.copyOf(words, middle));
    String other = String.join(" ", Arrays.copyOfRange(words, middle + 1, n - 1));
    int first = picture(name, words[middle], line);
    int second = picture(other.isEmpty() ? name : other, words[n - 1], line);
    pairs.add(new VerificationSet.Pair(first, second, other.isEmpty() || other.equals(name)));
  }

  /** Blanks in names: the numbers tell where those end. -1 when the line is of neither form. */
  private static int firstNumber(String[] words) {
    int last = words.length - 1;
    if (NUMBER.test(words[last - 1])) {
      return last - 1;
    }
    return IntStream.range(1, last - 1).filter(i -> NUMBER.test(words[i])).findFirst().orElse(-1);
  }

  /** -1 when there is none, which is noted. */
  private int picture(String name, String number, int line) {
    String stem = String.format("%s_%04d", name, Integer.parseInt(number));
    Path file = folder(name).get(stem);
    if (file == null) {
      missing.putIfAbsent(images.resolve(name).resolve(stem), line);
      return -1;
    }
    return indices.computeIfAbsent(file, f -> indices.size());
  }

  /** The pictures of a person's folder by their names without extension. */
  private Map<String, Path> folder(String name) {
    return folders.computeIfAbsent(
        name,
        n -> {
          Map<String, Path> pictures = new HashMap<>();
          Path folder = images.resolve(n);
          if (Files.isDirectory(folder)) {
            for (Path file : PictureFiles.in(folder)) {
              String full = file.getFileName().toString();
              pictures.putIfAbsent(full.substring(0, full.lastIndexOf('.')), file);
            }
          }
          return pictures;
        });
  }

  private void checkMissing() {
    if (!missing.isEmpty()) {
      String first =
          missing.entrySet().stream()
              .limit(NAMED)
              .map(e -> "line " + e.getValue() + ": " + e.getKey() + ".jpg (or .png, ...)")
              .collect(Collectors.joining("; "));
      throw new FaceDataException(
          list
              + ": "
              + missing.size()
              + " pictures are missing: "
              + first
              + (missing.size() > NAMED ? "; ..." : ""));
    }
  }
}
