package io.sightline.local.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.contract.face.FaceBox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * The truth about one clip. Immutable.
 *
 * @param fps frames a second
 * @param length in frames; a clip that is played again begins anew after so many
 * @param byFrame the faces in each frame that has any
 */
public record ClipTruth(double fps, int length, Map<Integer, List<TruthFace>> byFrame) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads what {@code trainer render} wrote: a line of JSON for each face in each frame.
   *
   * @param cast put before each identity's number, so that clips of other people can be told apart
   * @param file may be packed ({@code .gz})
   * @throws IOException naming the line that cannot be read
   */
  public static ClipTruth read(String cast, double fps, int length, Path file) throws IOException {
    Map<Integer, List<TruthFace>> byFrame = new HashMap<>();
    int number = 0;
    try (InputStream in = Files.newInputStream(file);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in,
                    StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        TruthFace face = face(cast, JSON.readTree(line));
        byFrame.computeIfAbsent(face.frame(), f -> new ArrayList<>()).add(face);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException(file + ", line " + number + ": " + e.getMessage(), e);
    }
    return new ClipTruth(fps, length, byFrame);
  }

  private static TruthFace face(String cast, JsonNode line) {
    JsonNode box = line.required("box");
    return new TruthFace(
        line.required("frame").asInt(),
        cast + line.required("identity").asInt(),
        line.required("track").asInt(),
        new FaceBox(
            box.required("x").floatValue(),
            box.required("y").floatValue(),
            box.required("width").floatValue(),
            box.required("height").floatValue()),
        line.required("visibility").asDouble(),
        line.required("yaw").asDouble(),
        line.required("pitch").asDouble(),
        TruthFace.Mask.valueOf(line.required("mask").asText()));
  }

  List<TruthFace> faces(int frame) {
    return byFrame.getOrDefault(frame, List.of());
  }
}
