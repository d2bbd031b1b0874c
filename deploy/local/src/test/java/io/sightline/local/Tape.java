package io.sightline.local;

import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Frame;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
  static final int CAMERAS = 4;
  private static final Instant BEGIN = Instant.parse("2026-01-31T12:00:00Z");
  private static final Duration STEP = Duration.ofMillis(100);

  /** Long enough after the last picture that everybody is gone, by capture time. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  /** Each camera begins at another place of the video, and shows an empty room at the end. */
  static Tape of(Path video, int framesEach) throws Exception {
    List<byte[]> pictures = VideoFrames.jpegs(video, CAMERAS * framesEach);
    int apart = pictures.size() / CAMERAS;
    byte[] empty = grey();
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < framesEach; i++) {
      for (int camera = 0; camera < CAMERAS; camera++) {
        byte[] picture = pictures.get((camera * apart + i) % pictures.size());
        frames.add(frame(camera, i, STEP.multipliedBy(i), picture));
      }
    }
    for (int camera = 0; camera < CAMERAS; camera++) {
      frames.add(frame(camera, framesEach, STEP.multipliedBy(framesEach).plus(SILENCE), empty));
    }
    return new Tape(frames);
  }

  private static Frame frame(int camera, int number, Duration at, byte[] jpeg) {
    String id = "cam" + camera;
    return new Frame(id + "-" + number, id, number, BEGIN.plus(at), 1920, 1080, jpeg);
  }

  private static byte[] grey() {
    try (PointerScope scope = new PointerScope()) {
      BytePointer jpeg = new BytePointer();
      imencode(
          ".jpg", new Mat(1080, 1920, opencv_core.CV_8UC3, new Scalar(110, 110, 110, 0)), jpeg);
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
