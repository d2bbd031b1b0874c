package io.sightline.recognizer.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.cuda.global.cudart.cudaMemGetInfo;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.sightline.contract.config.RecognitionConfig.Engine;
import io.sightline.contract.wire.FaceObservation;
import io.sightline.recognizer.RecognizerConfigs;
import io.sightline.recognizer.Samples;
import io.sightline.recognizer.engine.CudaLibrary;
import io.sightline.recognizer.engine.Engines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole way on the card beside that of OpenCV and ONNX Runtime. */
@Tag("gpu")
class CardPicturesTest {
  private static final int FACES = 4;

  private static Recogniser reference;
  private static Recogniser onCard;

  @BeforeAll
  static void load() {
    Engines.missingForGpu().ifPresent(what -> Assumptions.abort("no card here: " + what));
    onCard = recogniser(Engine.TENSORRT);
    reference = recogniser(Engine.ONNXRUNTIME);
    Assumptions.assumeTrue(onCard.preparation().contains("card"), "no NVRTC: the log says why");
  }

  private static Recogniser recogniser(Engine engine) {
    return new Recogniser(
        RecognizerConfigs.recognition("bundled", "").change().engine(engine).build());
  }

  @AfterAll
  static void close() {
    if (onCard != null) {
      onCard.close();
    }
    if (reference != null) {
      reference.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1280, 720, .jpg, false",
    "1280, 720, .jpg, true",
    "1280, 720, .png, false",
    "1003, 565, .jpg, false",
    "1920, 1080, .jpg, false",
    "3840, 2160, .jpg, false",
    "3841, 2161, .jpg, true"
  })
  void seesTheSameFaces(int width, int height, String format, boolean grey) throws Exception {
    assertSame(encoded(width, height, format, grey), Math.max(1, width / 640f));
  }

  @Test
  void turnsPicturesAsExifSays() throws Exception {
    byte[] jpeg = encoded(1280, 720, ".jpg", false);
    // Turned upside down: orientation 3.
    byte[] exif =
        HexFormat.of()
            .parseHex(
                "ffe10022457869660000"
                    + "4d4d002a00000008"
                    + "0001011200030000000100030000"
                    + "00000000");
    byte[] turned = Arrays.copyOf(jpeg, jpeg.length + exif.length);
    System.arraycopy(exif, 0, turned, 2, exif.length);
    System.arraycopy(jpeg, 2, turned, 2 + exif.length, jpeg.length - 2);
    try (FaceObserver card = onCard.observer();
        FaceObserver host = reference.observer();
        FaceObserver.Found actual = card.find("x", turned);
        FaceObserver.Found expected = host.find("x", turned)) {
      assertThat(actual.count()).isEqualTo(expected.count());
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 2", "17, 700", "8192, 3"})
  void findsNobodyInPicturesWithoutRoom(int width, int height) throws Exception {
    try (FaceObserver observer = onCard.observer();
        FaceObserver.Found found = observer.find("x", encoded(width, height, ".jpg", false))) {
      assertThat(found.count()).isZero();
    }
  }

  @Test
  void refusesWhatTheOtherRefuses() throws Exception {
    byte[] jpeg = encoded(1280, 720, ".jpg", false);
    List<byte[]> damaged = new ArrayList<>();
    damaged.add(new byte[0]);
    damaged.add("hello".getBytes());
    damaged.add(Arrays.copyOf(jpeg, 12));
    damaged.add(Arrays.copyOf(jpeg, 300));
    damaged.add(Arrays.copyOf(jpeg, jpeg.length / 2));
    byte[] headless = jpeg.clone();
    Arrays.fill(headless, 2, 20, (byte) 0);
    damaged.add(headless);
    try (FaceObserver card = onCard.observer();
        FaceObserver host = reference.observer()) {
      for (byte[] bytes : damaged) {
        Throwable expected = catchThrowable(() -> host.find("x", bytes).close());
        Throwable actual = catchThrowable(() -> card.find("x", bytes).close());
        if (expected == null) {
          assertThat(actual).isNull();
        } else {
          assertThat(actual).isInstanceOf(PictureException.class).hasMessage(expected.getMessage());
        }
      }
      assertThat(observed(card, jpeg)).as("afterwards").hasSize(FACES);
    }
  }

  /** A decoder may see there what another does not. */
  @Test
  void goesOnAfterHolesInAPicture() throws Exception {
    byte[] jpeg = encoded(1280, 720, ".jpg", false);
    byte[] holes = jpeg.clone();
    Arrays.fill(holes, jpeg.length / 2, jpeg.length / 2 + 200, (byte) 0xff);
    try (FaceObserver card = onCard.observer()) {
      for (int i = 0; i < 3; i++) {
        Throwable failure = catchThrowable(() -> card.find("x", holes).close());
        if (failure != null) {
          assertThat(failure).isInstanceOf(PictureException.class);
        }
        assertThat(observed(card, jpeg)).as("afterwards").hasSize(FACES);
      }
    }
  }

  @Test
  void workersDoNotDisturbEachOther() throws Exception {
    byte[] jpeg = encoded(1280, 720, ".jpg", false);
    byte[] large = encoded(1920, 1080, ".jpg", false);
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<Integer>> results = new ArrayList<>();
      for (int worker = 0; worker < 6; worker++) {
        byte[] mine = worker % 2 == 0 ? jpeg : large;
        results.add(
            threads.submit(
                () -> {
                  int seen = 0;
                  try (FaceObserver observer = onCard.observer()) {
                    for (int i = 0; i < 20; i++) {
                      seen += observed(observer, mine).size();
                    }
                  }
                  return seen;
                }));
      }
      for (Future<Integer> result : results) {
        assertThat(result.get()).isEqualTo(20 * FACES);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void theCardsMemoryStaysFlat() throws Exception {
    byte[] jpeg = encoded(1280, 720, ".jpg", false);
    byte[] large = encoded(1920, 1080, ".jpg", false);
    try (FaceObserver observer = onCard.observer()) {
      for (int i = 0; i < 10; i++) {
        observed(observer, i % 2 == 0 ? jpeg : large);
      }
      long before = free();
      for (int i = 0; i < 500; i++) {
        observed(observer, i % 2 == 0 ? jpeg : large);
      }
      assertThat(before - free()).isLessThan(4 << 20);
    }
  }

  private static long free() {
    try (SizeTPointer free = new SizeTPointer(1);
        SizeTPointer total = new SizeTPointer(1)) {
      CudaLibrary.check(cudaMemGetInfo(free, total));
      return free.get();
    }
  }

  /**
   * @param pixels how far a landmark may be off, in the picture's
   */
  private static void assertSame(byte[] encoded, float pixels) throws Exception {
    try (FaceObserver card = onCard.observer();
        FaceObserver host = reference.observer()) {
      List<FaceObservation> actual = observed(card, encoded);
      List<FaceObservation> expected = observed(host, encoded);
      assertThat(expected).hasSize(FACES);
      assertThat(actual).hasSameSizeAs(expected);
      for (FaceObservation face : expected) {
        FaceObservation same =
            actual.stream().filter(f -> f.box().iou(face.box()) > 0.95).findAny().orElseThrow();
        for (int i = 0; i < 5; i++) {
          assertThat(same.landmarks().points().get(i).x())
              .isCloseTo(face.landmarks().points().get(i).x(), within(pixels));
          assertThat(same.landmarks().points().get(i).y())
              .isCloseTo(face.landmarks().points().get(i).y(), within(pixels));
        }
        assertThat(same.embedding().cosine(face.embedding())).isGreaterThanOrEqualTo(0.99f);
        assertThat(same.quality().score()).isCloseTo(face.quality().score(), within(0.1f));
        assertThat(same.crop()).startsWith(0xff, 0xd8);
      }
    }
  }

  private static List<FaceObservation> observed(FaceObserver observer, byte[] encoded)
      throws PictureException {
    return observer.observe(List.of(observer.find("x", encoded))).get(0);
  }

  private static byte[] encoded(int width, int height, String format, boolean grey)
      throws Exception {
    try (Mat frame = Pictures.decode(Samples.frame(Samples.faces().subList(0, FACES), 0));
        Mat picture = new Mat();
        BytePointer bytes = new BytePointer()) {
      resize(frame, picture, new Size(width, height));
      if (grey) {
        cvtColor(picture.clone(), picture, COLOR_BGR2GRAY);
      }
      imencode(format, picture, bytes);
      byte[] encoded = new byte[(int) bytes.limit()];
      bytes.get(encoded);
      return encoded;
    }
  }
}
