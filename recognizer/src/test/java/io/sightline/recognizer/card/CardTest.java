package io.sightline.recognizer.card;

import static io.sightline.recognizer.engine.CudaLibrary.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.cuda.global.cudart.cudaMemGetInfo;
import static org.bytedeco.cuda.global.cudart.cudaMemcpy;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyDeviceToHost;
import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import io.sightline.contract.face.SimilarityTransform;
import io.sightline.contract.model.ModelInput;
import io.sightline.contract.model.ModelInput.Colours;
import io.sightline.recognizer.Samples;
import io.sightline.recognizer.engine.Engines;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The card's pictures beside OpenCV's. */
@Tag("gpu")
class CardTest {
  private static final int CROP = 112;
  private static final ModelInput BGR =
      new ModelInput("input", 640, 480, Colours.BGR, List.of(0., 0., 0.), List.of(1., 1., 1.));
  private static final ModelInput RGB =
      new ModelInput("input", 320, 320, Colours.RGB, List.of(10., 20., 30.), List.of(2., 4., 8.));

  private Card card;
  private PixelMemory memory;

  @BeforeEach
  void open() {
    Engines.missingForGpu().ifPresent(what -> Assumptions.abort("no card here: " + what));
    card = Card.open().orElseGet(() -> Assumptions.abort("no NVRTC here: the log says why"));
    memory = card.pictures();
  }

  @AfterEach
  void close() {
    if (card != null) {
      memory.close();
      card.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1280, 720, 640, 360, false",
    "1001, 333, 640, 213, false",
    "640, 480, 640, 480, false",
    "320, 200, 640, 400, false",
    "17, 5, 640, 188, false",
    "1, 1, 480, 480, false",
    "3840, 2160, 640, 360, true",
    "2561, 1441, 640, 360, true",
    "4001, 3, 640, 1, true"
  })
  void scalesAsOpenCvDoes(int width, int height, int fitWidth, int fitHeight, boolean averaged)
      throws Exception {
    try (Mat picture = picture(width, height);
        Mat canvas = new Mat(BGR.height(), BGR.width(), CV_8UC3, new Scalar(0));
        Mat part = new Mat(canvas, new Rect(0, 0, fitWidth, fitHeight))) {
      Size size = new Size(fitWidth, fitHeight);
      resize(picture, part, size, 0, 0, averaged ? INTER_AREA : INTER_LINEAR);
      upload(picture);
      float[] input = scaled(1, width, height, BGR, fitWidth, fitHeight, averaged);
      assertClose(interleaved(input, BGR), bytes(canvas), 0.5, 2);
    }
  }

  /** Of pictures that have the size already, in another order of colours. */
  @Test
  void normalisesSeveralAsTheirCardSays() throws Exception {
    int each = 3 * RGB.width() * RGB.height();
    try (Mat picture = picture(RGB.width(), RGB.height())) {
      byte[] pixels = bytes(picture);
      BytePointer staging = memory.staging(2L * each);
      staging.put(new byte[each], 0, each);
      staging.getPointer(each).put(pixels, 0, each);
      memory.upload(2L * each);
      float[] input = scaled(2, RGB.width(), RGB.height(), RGB, RGB.width(), RGB.height(), false);
      int plane = each / 3;
      assertThat(input[0]).isEqualTo(-5);
      for (int i = 0; i < plane; i += 97) {
        assertThat(input[each + i]).isEqualTo(((pixels[3 * i + 2] & 0xff) - 10) / 2f);
        assertThat(input[each + plane + i]).isEqualTo(((pixels[3 * i + 1] & 0xff) - 20) / 4f);
        assertThat(input[each + 2 * plane + i]).isEqualTo(((pixels[3 * i] & 0xff) - 30) / 8f);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1280, 720", "1001, 333", "3840, 2160", "17, 5"})
  void cutsAsOpenCvDoes(int width, int height) throws Exception {
    List<SimilarityTransform> transforms =
        List.of(
            new SimilarityTransform(0.8, 0.1, -20, 30),
            new SimilarityTransform(2.5, -0.7, -800, 100),
            new SimilarityTransform(1, 0, 0, 0),
            new SimilarityTransform(0.01, 0, 0, 0));
    try (Mat picture = picture(width, height);
        CropCutter cutter = card.cutter(memory)) {
      upload(picture);
      List<double[]> inverses = transforms.stream().map(t -> t.inverse().matrix()).toList();
      BytePointer crops = cutter.cut(width, height, inverses, CROP);
      for (int i = 0; i < transforms.size(); i++) {
        try (Mat transform = new Mat(2, 3, CV_64F, new DoublePointer(transforms.get(i).matrix()));
            Mat expected = new Mat()) {
          Size size = new Size(CROP, CROP);
          warpAffine(
              picture, expected, transform, size, INTER_LINEAR, BORDER_CONSTANT, new Scalar(0));
          byte[] crop = new byte[3 * CROP * CROP];
          crops.getPointer((long) i * crop.length).get(crop);
          assertClose(crop, bytes(expected), 1, 16);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void decodesAsOpenCvDoes(boolean grey) throws Exception {
    for (int[] size : new int[][] {{1280, 720}, {1001, 333}, {3840, 2160}, {17, 5}, {1, 1}}) {
      try (Mat picture = picture(size[0], size[1]);
          JpegDecoder decoder = decoder()) {
        byte[] jpeg = jpeg(picture, grey);
        assertThat(PlainJpeg.is(jpeg)).isTrue();
        assertThat(decoder.decode(jpeg, size[0], size[1])).isTrue();
        byte[] pixels = new byte[3 * size[0] * size[1]];
        memory.await();
        try (BytePointer here = new BytePointer(pixels.length);
            Mat encoded = new Mat(jpeg);
            Mat expected = imdecode(encoded, IMREAD_COLOR)) {
          BytePointer there = memory.pixels(pixels.length);
          check(cudaMemcpy(here, there, pixels.length, cudaMemcpyDeviceToHost));
          here.get(pixels);
          assertClose(pixels, bytes(expected), 1.5, 64);
        }
      }
    }
  }

  @Test
  void leavesWhatItCannotDecodeToOthers() throws Exception {
    try (Mat picture = picture(640, 480);
        JpegDecoder decoder = decoder()) {
      byte[] jpeg = jpeg(picture, false);
      assertThat(decoder.decode(jpeg, 641, 480)).isFalse();
      assertThat(decoder.decode(new byte[] {1, 2, 3, 4}, 640, 480)).isFalse();
      assertThat(decoder.decode(jpeg, 640, 480)).as("after that").isTrue();
    }
  }

  @Test
  void theCardsMemoryStaysFlat() throws Exception {
    try (Mat large = picture(1920, 1080);
        Mat small = picture(640, 360);
        CropCutter cutter = card.cutter(memory)) {
      work(large, cutter);
      long before = free();
      for (int i = 0; i < 500; i++) {
        work(i % 2 == 0 ? small : large, cutter);
      }
      assertThat(before - free()).isLessThan(4 << 20);
    }
  }

  private void work(Mat picture, CropCutter cutter) {
    upload(picture);
    double[] inverse = new SimilarityTransform(1, 0, 0, 0).matrix();
    cutter.cut(picture.cols(), picture.rows(), List.of(inverse, inverse), CROP);
  }

  private static long free() {
    try (SizeTPointer free = new SizeTPointer(1);
        SizeTPointer total = new SizeTPointer(1)) {
      check(cudaMemGetInfo(free, total));
      return free.get();
    }
  }

  private JpegDecoder decoder() {
    return card.decoder(memory)
        .orElseGet(() -> Assumptions.abort("no nvJPEG here: the log says why"));
  }

  private void upload(Mat picture) {
    byte[] pixels = bytes(picture);
    memory.staging(pixels.length).put(pixels, 0, pixels.length);
    memory.upload(pixels.length);
  }

  private float[] scaled(
      int count,
      int width,
      int height,
      ModelInput input,
      int fitWidth,
      int fitHeight,
      boolean averaged) {
    float[] values = new float[count * 3 * input.width() * input.height()];
    long bytes = (long) values.length * Float.BYTES;
    try (DeviceMemory tensor = new DeviceMemory();
        FloatPointer here = new FloatPointer(values.length)) {
      BytePointer there = tensor.of(bytes);
      memory.scale(count, width, height, there, input, fitWidth, fitHeight, averaged);
      memory.await();
      check(cudaMemcpy(here, there, bytes, cudaMemcpyDeviceToHost));
      here.get(values);
    }
    return values;
  }

  private static byte[] interleaved(float[] planes, ModelInput input) {
    int plane = input.width() * input.height();
    byte[] pixels = new byte[3 * plane];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(planes[i % 3 * plane + i / 3]);
    }
    return pixels;
  }

  /** Four faces. */
  private static Mat picture(int width, int height) throws Exception {
    byte[] jpeg = Samples.frame(Samples.faces().subList(0, 4), 0);
    try (Mat encoded = new Mat(jpeg);
        Mat frame = imdecode(encoded, IMREAD_COLOR)) {
      Mat picture = new Mat();
      resize(frame, picture, new Size(width, height));
      return picture;
    }
  }

  private static byte[] jpeg(Mat picture, boolean grey) {
    try (Mat shown = new Mat();
        BytePointer jpeg = new BytePointer()) {
      if (grey) {
        cvtColor(picture, shown, COLOR_BGR2GRAY);
      } else {
        picture.copyTo(shown);
      }
      imencode(".jpg", shown, jpeg);
      byte[] bytes = new byte[(int) jpeg.limit()];
      jpeg.get(bytes);
      return bytes;
    }
  }

  private static byte[] bytes(Mat picture) {
    byte[] bytes = new byte[3 * picture.rows() * picture.cols()];
    picture.data().get(bytes);
    return bytes;
  }

  private static void assertClose(byte[] actual, byte[] expected, double mean, int most) {
    assertThat(actual).hasSameSizeAs(expected);
    long sum = 0;
    int largest = 0;
    for (int i = 0; i < actual.length; i++) {
      int difference = Math.abs((actual[i] & 0xff) - (expected[i] & 0xff));
      sum += difference;
      largest = Math.max(largest, difference);
    }
    assertThat((double) sum / actual.length).as("grey levels in the mean").isLessThan(mean);
    assertThat(largest).as("grey levels at the most").isLessThanOrEqualTo(most);
  }
}
