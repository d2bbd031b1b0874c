package io.sightline.trainer.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Random access to the records of a RecordIO file by their offset. Thread-safe. */
final class RecordIoFile {
  private static final int FRAME = 8;
  private final Path file;
  private final MappedFile bytes;
  private final RecordIo frame;

  /**
   * @throws FaceDataException when it cannot be read or is no RecordIO file
   */
  RecordIoFile(Path file) {
    this.file = file;
    try {
      bytes = new MappedFile(file);
    } catch (IOException e) {
      throw new FaceDataException(file + " cannot be read: " + e, e);
    }
    if (bytes.length() < FRAME) {
      throw new FaceDataException(file + " is empty");
    }
    int magic = bytes.int32(0);
    frame =
        RecordIo.of(magic)
            .orElseThrow(
                () ->
                    new FaceDataException(
                        String.format("%s is no RecordIO file: it begins with %08x", file, magic)));
  }

  /**
   * The whole payload of the record at {@code offset}.
   *
   * @throws FaceDataException when it is damaged; {@code name} begins the message
   */
  byte[] read(long offset, String name) {
    List<long[]> parts = parts(offset, name);
    long length = 4L * (parts.size() - 1);
    for (long[] part : parts) {
      length += part[1];
    }
    if (length > Integer.MAX_VALUE - 16) {
      throw new FaceDataException(name + ": longer than 2 GB");
    }
    ByteBuffer payload = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    for (long[] part : parts) {
      if (payload.position() > 0 || part != parts.get(0)) {
        payload.putInt(frame.magic());
      }
      bytes.read(part[0], payload.array(), payload.position(), (int) part[1]);
      payload.position(payload.position() + (int) part[1]);
    }
    return payload.array();
  }

  /** As {@link #read}, but the rest is left out of a record in one part. */
  byte[] readStart(long offset, int atMost, String name) {
    if (offset < 0 || offset % 4 != 0 || offset + FRAME > bytes.length()) {
      throw new FaceDataException(name + ": offset " + offset + " lies outside the file");
    }
    int word = bytes.int32(offset + 4);
    if (frame.cflag(word) != RecordIo.WHOLE) {
      return read(offset, name);
    }
    long[] part = part(offset, name);
    byte[] start = new byte[(int) Math.min(atMost, part[1])];
    bytes.read(part[0], start, 0, start.length);
    return start;
  }

  /** Where each part's bytes begin, and how many they are. */
  private List<long[]> parts(long offset, String name) {
    List<long[]> parts = new ArrayList<>(1);
    long at = offset;
    int cflag;
    do {
      long[] part = part(at, name);
      cflag = (int) part[2];
      boolean inside = !parts.isEmpty();
      boolean continues = cflag == RecordIo.MIDDLE || cflag == RecordIo.LAST;
      if (cflag > RecordIo.LAST || inside != continues) {
        throw new FaceDataException(
            name + ": part " + parts.size() + " of the record is marked " + cflag);
      }
      parts.add(part);
      at = part[0] + RecordIo.padded(part[1]);
    } while (cflag == RecordIo.FIRST || cflag == RecordIo.MIDDLE);
    return parts;
  }

  private long[] part(long at, String name) {
    if (at < 0 || at % 4 != 0 || at + FRAME > bytes.length()) {
      throw new FaceDataException(name + ": offset " + at + " lies outside the file");
    }
    if (bytes.int32(at) != frame.magic()) {
      throw new FaceDataException(name + ": no record begins at offset " + at);
    }
    int word = bytes.int32(at + 4);
    int length = frame.length(word);
    if (at + FRAME + length > bytes.length()) {
      throw new FaceDataException(
          name + ": the file ends inside it, " + length + " bytes from offset " + at);
    }
    return new long[] {at + FRAME, length, frame.cflag(word)};
  }

  /**
   * Finds every record of a file without index, in the order of the file. Between damaged records
   * it looks for the next magic: a payload never holds one at a multiple of four.
   */
  void scan(LongConsumer record, Damage damage) {
    long at = 0;
    while (at < bytes.length()) {
      try {
        List<long[]> parts = parts(at, file.getFileName() + " at byte " + at);
        record.accept(at);
        long[] last = parts.get(parts.size() - 1);
        at = last[0] + RecordIo.padded(last[1]);
      } catch (FaceDataException e) {
        damage.add(e.getMessage());
        at = nextRecord(at + 4);
      }
    }
  }

  private long nextRecord(long from) {
    for (long at = from; at + FRAME <= bytes.length(); at += 4) {
      if (bytes.int32(at) == frame.magic()) {
        int cflag = frame.cflag(bytes.int32(at + 4));
        if (cflag == RecordIo.WHOLE || cflag == RecordIo.FIRST) {
          return at;
        }
      }
    }
    return bytes.length();
  }

  Path file() {
    return file;
  }
}
