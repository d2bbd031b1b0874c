package io.sightline.trainer.data;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A read-only file of any length in memory-mapped pieces, since one map ends at 2 GB.
 * Little-endian. Thread-safe.
 */
final class MappedFile {
  private final long length;
  private final int pieceBits;
  private final MappedByteBuffer[] pieces;

  MappedFile(Path file) throws IOException {
    this(file, 30);
  }

  /**
   * @param pieceBits each map is two to the power of this many bytes long
   */
  MappedFile(Path file, int pieceBits) throws IOException {
    this.pieceBits = pieceBits;
    try (FileChannel channel = FileChannel.open(file)) {
      length = channel.size();
      long piece = 1L << pieceBits;
      pieces = new MappedByteBuffer[(int) ((length + piece - 1) / piece)];
      for (int i = 0; i < pieces.length; i++) {
        long from = i * piece;
        pieces[i] =
            channel.map(FileChannel.MapMode.READ_ONLY, from, Math.min(piece, length - from));
        pieces[i].order(ByteOrder.LITTLE_ENDIAN);
      }
    }
  }

  long length() {
    return length;
  }

  /** The four bytes at {@code position}, which must all lie in the file. */
  int int32(long position) {
    int offset = offset(position);
    MappedByteBuffer piece = pieces[(int) (position >> pieceBits)];
    if (offset + 4 <= piece.limit()) {
      return piece.getInt(offset);
    }
    byte[] four = new byte[4];
    read(position, four, 0, 4);
    return java.nio.ByteBuffer.wrap(four).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  /** Copies bytes that must all lie in the file. */
  void read(long position, byte[] target, int from, int count) {
    int done = 0;
    while (done < count) {
      MappedByteBuffer piece = pieces[(int) ((position + done) >> pieceBits)];
      int offset = offset(position + done);
      int n = Math.min(count - done, piece.limit() - offset);
      piece.get(offset, target, from + done, n);
      done += n;
    }
  }

  private int offset(long position) {
    return (int) (position & ((1L << pieceBits) - 1));
  }
}
