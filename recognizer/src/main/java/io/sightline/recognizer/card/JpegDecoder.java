package io.sightline.recognizer.card;

import static org.bytedeco.cuda.global.nvjpeg.NVJPEG_MAX_COMPONENT;
import static org.bytedeco.cuda.global.nvjpeg.NVJPEG_OUTPUT_BGRI;
import static org.bytedeco.cuda.global.nvjpeg.NVJPEG_STATUS_SUCCESS;
import static org.bytedeco.cuda.global.nvjpeg.nvjpegDecode;
import static org.bytedeco.cuda.global.nvjpeg.nvjpegGetImageInfo;
import static org.bytedeco.cuda.global.nvjpeg.nvjpegJpegStateCreate;
import static org.bytedeco.cuda.global.nvjpeg.nvjpegJpegStateDestroy;

import io.sightline.recognizer.engine.EngineException;
import org.bytedeco.cuda.nvjpeg.nvjpegHandle;
import org.bytedeco.cuda.nvjpeg.nvjpegImage_t;
import org.bytedeco.cuda.nvjpeg.nvjpegJpegState;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/** nvJPEG for one worker: JPEGs into its {@link PixelMemory}. Not thread-safe. */
public final class JpegDecoder implements AutoCloseable {
  private final nvjpegHandle library;
  private final PixelMemory pictures;
  private final nvjpegJpegState state = new nvjpegJpegState();
  private final nvjpegImage_t image = new nvjpegImage_t();
  private final HostMemory bytes = new HostMemory();
  private final IntPointer components = new IntPointer(1);
  private final IntPointer subsampling = new IntPointer(1);
  private final IntPointer widths = new IntPointer(NVJPEG_MAX_COMPONENT);
  private final IntPointer heights = new IntPointer(NVJPEG_MAX_COMPONENT);

  JpegDecoder(nvjpegHandle library, PixelMemory pictures) {
    this.library = library;
    this.pictures = pictures;
    int rc = nvjpegJpegStateCreate(library, state);
    if (rc != NVJPEG_STATUS_SUCCESS) {
      throw new EngineException("nvJPEG error " + rc + " at the start of a decoder", null);
    }
  }

  /**
   * Decodes a JPEG that is plain ({@link PlainJpeg}) onto the card. Must not be called before the
   * one before is done.
   *
   * @param width that the picture must have
   * @param height that the picture must have
   * @return whether it could; if not, another decoder may, or will say what is wrong
   */
  public boolean decode(byte[] jpeg, int width, int height) {
    BytePointer data = bytes.of(jpeg.length).put(jpeg, 0, jpeg.length);
    int rc =
        nvjpegGetImageInfo(library, data, jpeg.length, components, subsampling, widths, heights);
    if (rc != NVJPEG_STATUS_SUCCESS || widths.get(0) != width || heights.get(0) != height) {
      return false;
    }
    image.channel(0, pictures.pixels(3L * width * height));
    image.pitch(0, 3L * width);
    rc =
        nvjpegDecode(
            library, state, data, jpeg.length, NVJPEG_OUTPUT_BGRI, image, pictures.stream());
    if (rc != NVJPEG_STATUS_SUCCESS) {
      // What it may have begun reads from memory that the next call writes to.
      pictures.await();
    }
    return rc == NVJPEG_STATUS_SUCCESS;
  }

  @Override
  public void close() {
    nvjpegJpegStateDestroy(state);
    image.close();
    bytes.close();
    components.close();
    subsampling.close();
    widths.close();
    heights.close();
  }
}
