package io.sightline.trainer.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a set as InsightFace does: {@code train.rec} with a header record, the pictures and one
 * record for each identity, {@code train.idx} and {@code property}. The files get their names in
 * {@link #finish}, so what was broken off is never taken for a set. Not thread-safe.
 */
public final class RecordIoWriter implements AutoCloseable {
  private static final RecordIo FRAME = RecordIo.CURRENT;
  private static final int EXACT = 1 << 24;
  private final Path folder;
  private final OutputStream rec;
  private final StringBuilder idx = new StringBuilder();
  private final List<Integer> firstKeys = new ArrayList<>();
  private long offset;
  private int nextKey;

  /** Begins a set in a folder that is made where it is missing. */
  public RecordIoWriter(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder);
    rec = new BufferedOutputStream(Files.newOutputStream(part("train.rec")), 1 << 20);
    // What the header says is known at the end; its length is known now.
    write(directory(0, 0));
  }

  /**
   * Adds a picture.
   *
   * @param label 0 for the first picture, then that of the picture before or one more
   */
  public void add(int label, byte[] encoded) throws IOException {
    if (label == firstKeys.size()) {
      firstKeys.add(nextKey);
    } else if (label != firstKeys.size() - 1) {
      throw new IllegalArgumentException(
          "label " + label + " comes after " + (firstKeys.size() - 1));
    }
    ByteBuffer payload = header(0, label, encoded.length);
    payload.putLong(8, nextKey);
    payload.put(encoded);
    write(payload.array());
  }

  /** Writes what follows the pictures and gives the files their names. */
  public void finish() throws IOException {
    int end = nextKey;
    if (end + firstKeys.size() >= EXACT) {
      throw new IOException(folder + ": RecordIO headers count to 2^24 and no further");
    }
    for (int i = 0; i < firstKeys.size(); i++) {
      int next = i + 1 < firstKeys.size() ? firstKeys.get(i + 1) : end;
      write(directory(firstKeys.get(i), next));
    }
    rec.close();
    try (RandomAccessFile file = new RandomAccessFile(part("train.rec").toFile(), "rw")) {
      file.seek(8);
      file.write(directory(end, end + firstKeys.size()));
    }
    Files.writeString(part("train.idx"), idx);
    Files.writeString(part("property"), firstKeys.size() + ",112,112\n");
    for (String name : List.of("train.idx", "property", "train.rec")) {
      Files.move(part(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Drops what was not finished. */
  @Override
  public void close() throws IOException {
    rec.close();
    for (String name : List.of("train.idx", "property", "train.rec")) {
      Files.deleteIfExists(part(name));
    }
  }

  private Path part(String name) {
    return folder.resolve(name + ".part");
  }

  private static byte[] directory(int first, int end) {
    return header(2, 0, 8).putFloat(first).putFloat(end).array();
  }

  private static ByteBuffer header(int flag, float label, int more) {
    ByteBuffer bytes = ByteBuffer.allocate(ImageHeader.BYTES + more).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.putInt(flag).putFloat(label).position(ImageHeader.BYTES);
  }

  private void write(byte[] payload) throws IOException {
    idx.append(nextKey++).append('\t').append(offset).append('\n');
    ByteBuffer bytes = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
    int from = 0;
    for (int at = 0; at + 4 <= payload.length; at += 4) {
      if (bytes.getInt(at) == FRAME.magic()) {
        writePart(from == 0 ? RecordIo.FIRST : RecordIo.MIDDLE, payload, from, at);
        from = at + 4;
      }
    }
    writePart(from == 0 ? RecordIo.WHOLE : RecordIo.LAST, payload, from, payload.length);
  }

  private void writePart(int cflag, byte[] payload, int from, int end) throws IOException {
    int length = end - from;
    byte[] part = new byte[(int) RecordIo.padded(8 + length)];
    ByteBuffer bytes = ByteBuffer.wrap(part).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(FRAME.magic()).putInt(FRAME.word(cflag, length)).put(payload, from, length);
    rec.write(part);
    offset += part.length;
  }
}
