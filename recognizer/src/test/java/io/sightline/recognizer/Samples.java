package io.sightline.recognizer;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Assumptions;

/** Third-party models and faces for trials, which lie beside the project where there are any. */
public final class Samples {
  private static final Path SHARED = Path.of(System.getProperty("sightline.root"), "..", "shared");

  private Samples() {}

  /** The folder of models, or the test is skipped. */
  public static Path models() {
    Path models = SHARED.resolve("models");
    Assumptions.assumeTrue(Files.isDirectory(models), "no models for trials at ../shared/models");
    return models;
  }

  /** Aligned faces (JPEG, 112x112), or the test is skipped. */
  public static List<byte[]> faces() throws IOException {
    Path records = SHARED.resolve("samples/train.rec");
    Assumptions.assumeTrue(
        Files.exists(records), "no faces for trials at ../shared/samples/train.rec");
    byte[] all = Files.readAllBytes(records);
    List<byte[]> faces = new ArrayList<>();
    int start = -1;
    for (int i = 0; i + 1 < all.length; i++) {
      int marker = (all[i] & 0xff) << 8 | all[i + 1] & 0xff;
      if (marker == 0xffd8 && start < 0) {
        start = i;
      } else if (marker == 0xffd9 && start >= 0) {
        faces.add(Arrays.copyOfRange(all, start, i + 2));
        start = -1;
      }
    }
    return faces;
  }

  /** A grey JPEG of 1280x720 with these faces side by side, each 180 pixels wide. */
  public static byte[] frame(List<byte[]> faces, int shift) {
    try (PointerScope scope = new PointerScope()) {
      Mat picture = new Mat(720, 1280, CV_8UC3, new Scalar(110, 110, 110, 0));
      for (int i = 0; i < faces.size(); i++) {
        byte[] face = faces.get(i);
        Mat crop =
            imdecode(
                new Mat(
                    1,
                    face.length,
                    org.bytedeco.opencv.global.opencv_core.CV_8U,
                    new BytePointer(face)),
                IMREAD_COLOR);
        Mat place = new Mat(picture, new Rect(40 + i * 300 + shift, 200, 180, 180));
        resize(crop, place, new Size(180, 180));
      }
      BytePointer jpeg = new BytePointer();
      imencode(".jpg", picture, jpeg);
      byte[] bytes = new byte[(int) jpeg.limit()];
      jpeg.get(bytes);
      return bytes;
    }
  }
}
