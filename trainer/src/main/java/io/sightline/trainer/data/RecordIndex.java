package io.sightline.trainer.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Offsets of the records by key; keys are small numbers, in InsightFace's files without gaps. */
final class RecordIndex {
  static final long ABSENT = -1;
  private static final int MAX_KEY = 1 << 28;
  private long[] offsets = new long[1024];
  private int end;

  RecordIndex() {
    Arrays.fill(offsets, ABSENT);
  }

  /**
   * Reads lines {@code key TAB offset}.
   *
   * @throws FaceDataException when the file cannot be read
   */
  static RecordIndex read(Path file, Damage damage) {
    RecordIndex index = new RecordIndex();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank() && !index.put(line)) {
          damage.add(
              file.getFileName() + " line " + number + ": '" + line + "' is no key and offset");
        }
      }
    } catch (IOException e) {
      throw new FaceDataException(file + " cannot be read: " + e, e);
    }
    return index;
  }

  private boolean put(String line) {
    int tab = line.indexOf('\t');
    try {
      int key = Integer.parseInt(line, 0, Math.max(0, tab), 10);
      put(key, Long.parseLong(line.substring(tab + 1).strip()));
      return true;
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      return false;
    }
  }

  void put(int key, long offset) {
    if (key < 0 || key >= MAX_KEY) {
      throw new IndexOutOfBoundsException(key);
    }
    if (key >= offsets.length) {
      int old = offsets.length;
      offsets = Arrays.copyOf(offsets, Math.max(key + 1, old + old / 2));
      Arrays.fill(offsets, old, offsets.length, ABSENT);
    }
    offsets[key] = offset;
    end = Math.max(end, key + 1);
  }

  /** One above the largest key. */
  int end() {
    return end;
  }

  /** Or {@link #ABSENT}. */
  long offset(int key) {
    return offsets[key];
  }
}
