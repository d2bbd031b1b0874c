package io.sightline.trainer.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Who wears a mask, from {@code truth.jsonl} beside a set: a line for each picture, in their order,
 * of which {@code mask} is read. Without the file nobody does.
 */
final class MaskTruth {
  private static final ObjectReader LINE = new JsonMapper().reader();
  private static final MaskWear[] WEARS = MaskWear.values();
  private final Path file;
  private final byte[] wears;

  private MaskTruth(Path file, byte[] wears) {
    this.file = file;
    this.wears = wears;
  }

  /**
   * @throws FaceDataException when a line says nothing of a mask; names it
   */
  static MaskTruth in(Path folder) {
    Path file = folder.resolve("truth.jsonl");
    return new MaskTruth(file, Files.exists(file) ? read(file) : null);
  }

  private static byte[] read(Path file) {
    byte[] wears = new byte[1024];
    int lines = 0;
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (lines == wears.length) {
          wears = Arrays.copyOf(wears, 2 * lines);
        }
        wears[lines] = (byte) wear(line, file, lines + 1).ordinal();
        lines++;
      }
    } catch (IOException e) {
      throw new FaceDataException(file + " cannot be read: " + e, e);
    }
    return Arrays.copyOf(wears, lines);
  }

  private static MaskWear wear(String line, Path file, int number) {
    try {
      return MaskWear.valueOf(LINE.readTree(line).path("mask").asText());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new FaceDataException(
          file + " line " + number + ": 'mask' is not one of " + Arrays.toString(WEARS), e);
    }
  }

  /** Whether there is a file, with fewer lines than these. */
  boolean hasFewerThan(int places) {
    return wears != null && wears.length < places;
  }

  /**
   * @param places for pictures in the set; of damaged records it is not known whether they are any
   * @throws FaceDataException when there is another number of lines
   */
  MaskTruth check(int places, int damaged) {
    if (wears != null && (wears.length > places || wears.length < places - damaged)) {
      throw new FaceDataException(
          file + " has " + wears.length + " lines, but the set has " + places + " pictures");
    }
    return this;
  }

  /** Of the picture in this place. */
  MaskWear at(int place) {
    return wears == null || place >= wears.length ? MaskWear.BARE : WEARS[wears[place]];
  }
}
