package io.sightline.trainer.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What stands before the picture in an MXNet image record ({@code mxnet.recordio.IRHeader}),
 * little-endian: u32 flag, f32 label, u64 id, u64 id2; a flag above zero says how many f32 labels
 * follow, and they replace the label.
 *
 * @param flag number of labels that follow
 * @param label the first label
 * @param second the second label; NaN when there is none
 */
record ImageHeader(int flag, float label, float second) {
  /** Bytes without further labels. */
  static final int BYTES = 24;

  /** Far above any number of labels; a larger flag is damage. */
  private static final int MAX_LABELS = 1 << 16;

  /** Enough of a record to parse it and to see whether a picture follows. */
  static int startBytes(int labels) {
    return BYTES + 4 * labels + 1;
  }

  /**
   * @throws FaceDataException when the record is too short; {@code name} begins the message
   */
  static ImageHeader parse(byte[] record, String name) {
    if (record.length < BYTES) {
      throw new FaceDataException(
          name + ": " + record.length + " bytes are too few for an image record");
    }
    ByteBuffer bytes = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    int flag = bytes.getInt(0);
    if (flag == 0) {
      return new ImageHeader(0, bytes.getFloat(4), Float.NaN);
    }
    if (flag < 0 || flag > MAX_LABELS || record.length < BYTES + 4 * Math.min(flag, 2)) {
      throw new FaceDataException(name + ": the record is too short for its " + flag + " labels");
    }
    return new ImageHeader(
        flag, bytes.getFloat(BYTES), flag > 1 ? bytes.getFloat(BYTES + 4) : Float.NaN);
  }

  /** Where the picture begins. */
  long pictureOffset() {
    return BYTES + 4L * flag;
  }
}
