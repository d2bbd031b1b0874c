package io.sightline.local;

import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** The frames of four cameras, recorded once and played into Kafka for every round. */
record Tape(List<Frame> frames) {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final Instant BEGIN = Instant.parse("2026-01-31T12:00:00Z");
  private static final Duration STEP = Duration.ofMillis(167);

  /** Long enough after the last picture that everybody is gone, by capture time. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  /** What each camera shows first, and an empty room at the end. */
  static Tape of(DemoSet demo, int framesEach) throws Exception {
    byte[] empty = grey();
    List<Frame> frames = new ArrayList<>();
    for (DemoSet.Clip clip : demo.clips()) {
      List<byte[]> pictures = VideoFrames.jpegs(clip.video(), Integer.MAX_VALUE);
      for (int i = 0; i < framesEach; i++) {
        frames.add(frame(clip.camera(), i, STEP.multipliedBy(i), pictures.get(i)));
      }
      Duration end = STEP.multipliedBy(framesEach).plus(SILENCE);
      frames.add(frame(clip.camera(), framesEach, end, empty));
    }
    frames.sort(Comparator.comparing(Frame::capturedAt));
    return new Tape(frames);
  }

  private static Frame frame(String camera, int number, Duration at, byte[] jpeg) {
    return new Frame(camera + "-" + number, camera, number, BEGIN.plus(at), WIDTH, HEIGHT, jpeg);
  }

  private static byte[] grey() {
    try (PointerScope scope = new PointerScope()) {
      BytePointer jpeg = new BytePointer();
      imencode(
          ".jpg", new Mat(HEIGHT, WIDTH, opencv_core.CV_8UC3, new Scalar(110, 110, 110, 0)), jpeg);
      byte[] bytes = new byte[(int) jpeg.limit()];
      jpeg.get(bytes);
      return bytes;
    }
  }

  void play(SightlineConfig config) {
    try (var producer =
        new KafkaProducer<>(
            new KafkaSettings(config.kafka()).producer(),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (Frame frame : frames) {
        producer.send(
            new ProducerRecord<>(
                config.topics().frames().name(),
                frame.cameraId().getBytes(),
                Codecs.FRAME.encode(frame)));
      }
    }
  }
}
