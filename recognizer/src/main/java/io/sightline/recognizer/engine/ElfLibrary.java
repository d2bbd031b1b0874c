package io.sightline.recognizer.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What the loader goes by in an ELF library of 64 bits, little-endian, of less than 2 GiB (System V
 * ABI, gABI 4.1, chapter 5). Not thread-safe.
 */
final class ElfLibrary {
  private static final int MAGIC = 0x464c457f;
  private static final int LOAD = 1;
  private static final int DYNAMIC = 2;
  private static final int GNU_STACK = 0x6474e551;
  private static final int EXECUTABLE = 1;
  private static final long STRINGS = 5;
  private static final long NAME = 14;

  private final ByteBuffer bytes;

  private ElfLibrary(ByteBuffer bytes) throws IOException {
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.capacity() < 64 || bytes.getInt(0) != MAGIC || bytes.getShort(4) != 0x0102) {
      throw new IOException("it is no ELF library of 64 bits, little-endian");
    }
  }

  /**
   * Gives a library the name that it is looked for by: once it is loaded, from wherever, whoever
   * asks for that name gets it. And takes back its wish for an executable stack, which glibc
   * refuses from 2.41 on. Size and time of change stay as they are; the second time nothing does
   * change.
   *
   * @param name no longer than the one it has
   * @throws IOException when the file is no such library, or cannot be changed
   */
  static void makeLoadable(Path library, String name) throws IOException {
    FileTime changed = Files.getLastModifiedTime(library);
    try (FileChannel file =
        FileChannel.open(library, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ElfLibrary elf = new ElfLibrary(file.map(FileChannel.MapMode.READ_WRITE, 0, file.size()));
      elf.rename(name.getBytes(StandardCharsets.US_ASCII));
      elf.dropExecutableStack();
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new IOException(library + " cannot be made loadable: " + e.getMessage(), e);
    }
    Files.setLastModifiedTime(library, changed);
  }

  private void rename(byte[] name) throws IOException {
    int at = offset(dynamic(STRINGS)) + (int) dynamic(NAME);
    int end = at;
    while (bytes.get(end) != 0) {
      end++;
    }
    if (name.length > end - at) {
      throw new IOException("its own name has " + (end - at) + " letters only");
    }
    bytes.put(at, Arrays.copyOf(name, end - at));
  }

  private void dropExecutableStack() throws IOException {
    int flags = segment(GNU_STACK) + 4;
    bytes.putInt(flags, bytes.getInt(flags) & ~EXECUTABLE);
  }

  /** Where the headers of its segments are, in the file. */
  private IntStream segments() {
    int first = (int) bytes.getLong(32);
    int size = bytes.getShort(54);
    return IntStream.range(0, bytes.getShort(56)).map(i -> first + i * size);
  }

  private int segment(int type) throws IOException {
    return segments()
        .filter(at -> bytes.getInt(at) == type)
        .findFirst()
        .orElseThrow(() -> new IOException("it has no segment of type " + type));
  }

  /** The value of an entry of the dynamic section. */
  private long dynamic(long tag) throws IOException {
    int header = segment(DYNAMIC);
    int first = (int) bytes.getLong(header + 8);
    int entries = (int) bytes.getLong(header + 32) / 16;
    return IntStream.range(0, entries)
        .map(i -> first + 16 * i)
        .filter(at -> bytes.getLong(at) == tag)
        .mapToLong(at -> bytes.getLong(at + 8))
        .findFirst()
        .orElseThrow(() -> new IOException("it has no entry " + tag));
  }

  /** Where in the file an address is loaded from. */
  private int offset(long address) throws IOException {
    return segments()
        .filter(at -> bytes.getInt(at) == LOAD)
        .filter(
            at ->
                address >= bytes.getLong(at + 16)
                    && address < bytes.getLong(at + 16) + bytes.getLong(at + 32))
        .map(at -> (int) (bytes.getLong(at + 8) + address - bytes.getLong(at + 16)))
        .findFirst()
        .orElseThrow(() -> new IOException("nothing is loaded at " + address));
  }
}
