package io.sightline.recognizer.card;

import static org.bytedeco.cuda.global.nvjpeg.NVJPEG_BACKEND_DEFAULT;
import static org.bytedeco.cuda.global.nvjpeg.NVJPEG_FLAGS_UPSAMPLING_WITH_INTERPOLATION;
import static org.bytedeco.cuda.global.nvjpeg.NVJPEG_STATUS_SUCCESS;
import static org.bytedeco.cuda.global.nvjpeg.nvjpegCreateEx;
import static org.bytedeco.cuda.global.nvjpeg.nvjpegDestroy;

import io.sightline.recognizer.engine.CudaKernels;
import io.sightline.recognizer.engine.CudaLibrary;
import io.sightline.recognizer.engine.EngineException;
import java.util.Optional;
import org.bytedeco.cuda.nvjpeg.nvjpegDevAllocator_t;
import org.bytedeco.cuda.nvjpeg.nvjpegHandle;
import org.bytedeco.cuda.nvjpeg.nvjpegPinnedAllocator_t;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all workers share of the first card: the compiled kernels, and nvJPEG where it is there. To
 * be closed after what it has given. Thread-safe.
 */
public final class Card implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Card.class);

  private final CudaKernels kernels;
  private final Optional<nvjpegHandle> jpegs;

  private Card(CudaKernels kernels, Optional<nvjpegHandle> jpegs) {
    this.kernels = kernels;
    this.jpegs = jpegs;
  }

  /** Empty, and said in the log, where kernels cannot be compiled or loaded. */
  public static Optional<Card> open() {
    try {
      CudaKernels kernels = new CudaKernels(Card.class, "pictures.cu");
      return Optional.of(new Card(kernels, jpegs()));
    } catch (LinkageError e) {
      LOG.warn("pictures are prepared on the CPU: no NVRTC, {}", CudaLibrary.why(e));
    } catch (EngineException e) {
      LOG.warn("pictures are prepared on the CPU: {}", e.getMessage());
    }
    return Optional.empty();
  }

  private static Optional<nvjpegHandle> jpegs() {
    try {
      nvjpegHandle library = new nvjpegHandle();
      nvjpegDevAllocator_t device = null;
      nvjpegPinnedAllocator_t pinned = null;
      // Colours between pixels as OpenCV makes them; the default repeats them.
      int flags = NVJPEG_FLAGS_UPSAMPLING_WITH_INTERPOLATION;
      int rc = nvjpegCreateEx(NVJPEG_BACKEND_DEFAULT, device, pinned, flags, library);
      if (rc == NVJPEG_STATUS_SUCCESS) {
        return Optional.of(library);
      }
      LOG.warn("JPEGs are decoded on the CPU: nvJPEG does not start, error {}", rc);
    } catch (LinkageError e) {
      LOG.warn("JPEGs are decoded on the CPU: no nvJPEG, {}", CudaLibrary.why(e));
    }
    return Optional.empty();
  }

  /** For reports: what decodes JPEGs. */
  public String decoder() {
    return jpegs.isPresent() ? "nvJPEG" : "OpenCV";
  }

  /** For the caller to close. */
  public PixelMemory pictures() {
    return new PixelMemory(kernels);
  }

  /** Of the picture in there; for the caller to close. */
  public CropCutter cutter(PixelMemory pictures) {
    return new CropCutter(kernels, pictures);
  }

  /** Into there, for the caller to close; empty without nvJPEG. */
  public Optional<JpegDecoder> decoder(PixelMemory pictures) {
    return jpegs.map(library -> new JpegDecoder(library, pictures));
  }

  @Override
  public void close() {
    jpegs.ifPresent(library -> nvjpegDestroy(library));
    kernels.close();
  }
}
