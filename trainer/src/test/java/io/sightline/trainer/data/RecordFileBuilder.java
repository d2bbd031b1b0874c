package io.sightline.trainer.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lays record files out byte by byte, independently of the writer. */
final class RecordFileBuilder {
  private final ByteArrayOutputStream rec = new ByteArrayOutputStream();
  private final StringBuilder idx = new StringBuilder();

  RecordFileBuilder key(int key) {
    idx.append(key).append('\t').append(rec.size()).append('\n');
    return this;
  }

  RecordFileBuilder part(int cflag, byte[] payload) {
    return raw(little(8).putInt(0xced7230a).putInt(cflag << 29 | payload.length).array())
        .raw(payload)
        .raw(new byte[(4 - payload.length % 4) % 4]);
  }

  RecordFileBuilder raw(byte[] bytes) {
    rec.writeBytes(bytes);
    return this;
  }

  RecordFileBuilder record(int key, byte[] payload) {
    return key(key).part(0, payload);
  }

  int size() {
    return rec.size();
  }

  /** One float label in the header. */
  static byte[] image(float label, byte[] picture) {
    return little(24 + picture.length).putInt(0).putFloat(label).position(24).put(picture).array();
  }

  /** Labels behind the header. */
  static byte[] labelled(byte[] picture, float... labels) {
    ByteBuffer bytes = little(24 + 4 * labels.length + picture.length);
    bytes.putInt(labels.length).putFloat(0).position(24);
    for (float label : labels) {
      bytes.putFloat(label);
    }
    return bytes.put(picture).array();
  }

  Path write(Path folder) throws IOException {
    Files.writeString(folder.resolve("train.idx"), idx);
    return writeWithoutIndex(folder);
  }

  Path writeWithoutIndex(Path folder) throws IOException {
    return Files.write(folder.resolve("train.rec"), rec.toByteArray());
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
