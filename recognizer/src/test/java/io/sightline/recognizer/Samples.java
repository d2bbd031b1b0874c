package io.sightline.recognizer;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.sightline.contract.model.ModelFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Assumptions;

/** Models and faces for tests. The people are rendered: they do not exist. */
public final class Samples {
  private static final Path SHARED = Path.of(System.getProperty("sightline.root"), "..", "shared");
  private static final int FACES = 6;

  private Samples() {}

  /** The models in the box. */
  public static ModelFolder bundled() {
    return ModelFolder.named(ModelFolder.BUNDLED);
  }

  /** A folder of third-party models that lies beside the project, or the test is skipped. */
  public static Path thirdParty() {
    Path models = SHARED.resolve("models");
    Assumptions.assumeTrue(Files.isDirectory(models), "no models for trials at ../shared/models");
    return models;
  }

  /** Portraits of six people, JPEG, 224x224. */
  public static List<byte[]> faces() throws IOException {
    List<byte[]> faces = new ArrayList<>();
    for (int i = 1; i <= FACES; i++) {
      try (InputStream in = Samples.class.getResourceAsStream("faces/" + i + ".jpg")) {
        faces.add(in.readAllBytes());
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
