package io.sightline.trainer.synthetic.scene;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.sightline.trainer.synthetic.PersonTruth;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** What one camera brought home: NAME.mp4, and NAME.jsonl or NAME.jsonl.gz with the truth. */
final class Footage implements AutoCloseable {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private final VideoWriter video;
  private final Writer truth;

  Footage(Path folder, String name, int width, int height, int fps, boolean packed) {
    video = new VideoWriter(folder.resolve(name + ".mp4"), width, height, fps);
    Path lines = folder.resolve(name + (packed ? ".jsonl.gz" : ".jsonl"));
    try {
      OutputStream out = Files.newOutputStream(lines);
      truth =
          new OutputStreamWriter(packed ? new GZIPOutputStream(out) : out, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new SceneException(lines + " cannot be written: " + e.getMessage(), e);
    }
  }

  void add(int frame, SceneCamera.Shot shot) {
    video.write(frame, shot.picture());
    try {
      for (PersonTruth person : shot.people()) {
        truth.write(person.json());
        truth.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a folder for footage. */
  static void folder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new SceneException(folder + " cannot be made: " + e.getMessage(), e);
    }
  }

  /** Writes a record as JSON. */
  static void describe(Path file, Object what) {
    try {
      Files.writeString(file, JSON.writeValueAsString(what) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new SceneException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    video.close();
    try {
      truth.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
