package io.sightline.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads pairs as LFW lists them: {@code name i j} for one person, {@code name1 i name2 j} for two,
 * pictures in {@code name/name_%04d} with any extension of a picture. A first line with the number
 * of folds and pairs may be there or not.
 */
final class PairsReader {
  private static final List<String> EXTENSIONS =
      List.of(".jpg", ".png", ".jpeg", ".bmp", ".webp", ".JPG", ".PNG", ".JPEG");
  private final Path list;
  private final Path images;
  private final Map<Path, Integer> indices = new LinkedHashMap<>();
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
    } catch (IOException e) {
      throw new FaceDataException(list + " cannot be read: " + e, e);
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      // LFW separates by tabs, so that a name may hold blanks; others separate by blanks.
      String[] words = line.split(line.indexOf('\t') >= 0 ? "\t+" : "\\s+");
      boolean foldLine = i == 0 && words.length <= 2;
      if (!line.isEmpty() && !foldLine) {
        add(words, i + 1);
      }
    }
    List<VerificationSet.StoredPicture> pictures = new ArrayList<>();
    indices
        .keySet()
        .forEach(f -> pictures.add(new FilePicture(images.relativize(f).toString(), f)));
    return new VerificationSet(list.getFileName().toString(), pictures, pairs);
  }

  private void add(String[] words, int line) {
    if (words.length == 3) {
      pair(words[0], words[1], words[0], words[2], line);
    } else if (words.length == 4) {
      pair(words[0], words[1], words[2], words[3], line);
    } else {
      throw new FaceDataException(
          list
              + " line "
              + line
              + ": "
              + words.length
              + " words; needed are 'name i j' or 'name1 i name2 j'");
    }
  }

  private void pair(String name1, String number1, String name2, String number2, int line) {
    int first = picture(name1, number1, line);
    int second = picture(name2, number2, line);
    pairs.add(new VerificationSet.Pair(first, second, name1.equals(name2)));
  }

  private int picture(String name, String number, int line) {
    String stem;
    try {
      stem = String.format("%s/%s_%04d", name, name, Integer.parseInt(number.strip()));
    } catch (NumberFormatException e) {
      throw new FaceDataException(list + " line " + line + ": '" + number + "' is no number");
    }
    for (String extension : EXTENSIONS) {
      Path file = images.resolve(stem + extension);
      if (indices.containsKey(file) || Files.exists(file)) {
        return indices.computeIfAbsent(file, f -> indices.size());
      }
    }
    throw new FaceDataException(
        list + " line " + line + ": no picture " + images.resolve(stem) + ".jpg (or .png, ...)");
  }
}
