package io.sightline.ingest.source;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** A folder of JPEG, PNG or BMP pictures, in the order of their names. */
final class FolderSource implements FrameSource {
  private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png", ".bmp");

  private final Iterator<Path> files;
  private final int total;
  private final float fps;
  private final Mat scaled = new Mat();
  private final Mat small = new Mat();
  private final Mat grey = new Mat();
  private Mat picture = new Mat();
  private long count;

  /**
   * @param fps pictures a second they are taken to have been made at
   */
  FolderSource(Path folder, double fps) throws SourceException {
    this.fps = (float) fps;
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> pictures = all.filter(FolderSource::isPicture).sorted().toList();
      files = pictures.iterator();
      total = pictures.size();
    } catch (IOException e) {
      throw new SourceException("cannot be read: " + e.getMessage());
    }
    if (!files.hasNext()) {
      throw new SourceException("holds no picture (" + String.join(", ", ENDINGS) + ")");
    }
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  @Override
  public boolean next() throws UnusablePictureException {
    if (!files.hasNext()) {
      return false;
    }
    count++;
    Path file = files.next();
    picture.close();
    picture = new Mat();
    try {
      picture = PictureFile.read(file);
    } catch (IOException e) {
      throw new UnusablePictureException(file.getFileName() + ": " + e.getMessage());
    }
    return true;
  }

  @Override
  public long position() {
    return Math.round((count - 1) * 1e9 / fps);
  }

  @Override
  public PictureSize size() {
    return new PictureSize(picture.cols(), picture.rows());
  }

  @Override
  public float fps() {
    return fps;
  }

  @Override
  public Duration length() {
    return Duration.ofNanos(Math.round(total * 1e9 / fps));
  }

  @Override
  public Mat picture(int longerSide) {
    return fit(longerSide, scaled);
  }

  @Override
  public Mat thumbnail(int longerSide) {
    cvtColor(fit(longerSide, small), grey, COLOR_BGR2GRAY);
    return grey;
  }

  private Mat fit(int longerSide, Mat target) {
    PictureSize to = size().within(longerSide);
    if (to.equals(size())) {
      return picture;
    }
    try (Size wanted = new Size(to.width(), to.height())) {
      resize(picture, target, wanted, 0, 0, INTER_AREA);
    }
    return target;
  }

  @Override
  public void close() {
    Stream.of(picture, scaled, small, grey).forEach(Mat::close);
  }
}
