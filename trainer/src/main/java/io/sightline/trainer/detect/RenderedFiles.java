package io.sightline.trainer.detect;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.sightline.trainer.data.FaceDataException;
import io.sightline.trainer.data.Picture;
import io.sightline.trainer.data.Pictures;
import io.sightline.trainer.synthetic.PersonTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.opencv_core.Mat;

/** Reads what {@code render} wrote. */
final class RenderedFiles {
  private RenderedFiles() {}

  /** All frames of a folder's cameras, with what was to be seen in each. */
  static void scenes(Path folder, Consumer<LabelledPicture> to) throws IOException {
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path video : files.filter(f -> f.toString().endsWith(".mp4")).sorted().toList()) {
        Path lines = Path.of(video.toString().replaceFirst("\\.mp4$", ".jsonl"));
        frames(video, byFrame(lines), to);
      }
    }
  }

  private static Map<Integer, List<PersonTruth>> byFrame(Path lines) throws IOException {
    Map<Integer, List<PersonTruth>> all = new HashMap<>();
    for (String line : Files.readAllLines(lines)) {
      PersonTruth truth = PersonTruth.parse(line);
      all.computeIfAbsent(truth.frame(), f -> new ArrayList<>()).add(truth);
    }
    return all;
  }

  private static void frames(
      Path video, Map<Integer, List<PersonTruth>> truth, Consumer<LabelledPicture> to)
      throws IOException {
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(video.toFile());
        OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat()) {
      grabber.start();
      int number = 0;
      for (Frame frame = grabber.grabImage(); frame != null; frame = grabber.grabImage()) {
        Mat rgb = new Mat();
        cvtColor(converter.convert(frame), rgb, COLOR_BGR2RGB);
        String name = video + " frame " + number;
        to.accept(LabelledPicture.scene(name, rgb, truth.getOrDefault(number, List.of())));
        number++;
      }
    } catch (org.bytedeco.javacv.FrameGrabber.Exception e) {
      throw new FaceDataException(video + " cannot be decoded: " + e.getMessage(), e);
    }
  }

  /** Pictures of one face each. */
  static void faces(Path folder, Path truth, Consumer<LabelledPicture> to) throws IOException {
    for (String line : Files.readAllLines(truth)) {
      PersonTruth person = PersonTruth.parse(line);
      Path file =
          folder.resolve(
              "%06d".formatted(person.identity()) + "/%08d.jpg".formatted(person.frame()));
      Picture picture = Pictures.decode(Files.readAllBytes(file), file.toString());
      to.accept(LabelledPicture.portrait(file.toString(), Mats.of(picture), person));
    }
  }
}
