package io.sightline.recognizer.stream;

import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.FaceObservation;
import io.sightline.contract.wire.Frame;
import io.sightline.contract.wire.FrameFaces;
import io.sightline.contract.wire.FrameRef;
import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.recognizer.face.FaceObserver;
import io.sightline.recognizer.face.PictureException;
import io.sightline.recognizer.face.Pictures;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Recognises the frames of one batch, whichever cameras they come from. The next pictures are
 * decoded while the network looks at one; only a few are held decoded, because a picture of 1080
 * lines takes 6 MB. Not thread-safe.
 */
public final class FrameRecogniser implements AutoCloseable {
  private final FaceObserver observer;
  private final String detectorId;
  private final int decoders;
  private final ExecutorService decoding;

  /** What became of a frame: its faces, or the reason why it could not be looked at. */
  public record Outcome(ConsumerRecord<byte[], byte[]> source, FrameFaces faces, String failure) {}

  private record Decoded(Frame frame, Mat picture) {}

  private record Looked(ConsumerRecord<byte[], byte[]> source, Frame frame, String failure) {}

  /**
   * @param decoders pictures decoded at the same time
   */
  public FrameRecogniser(FaceObserver observer, String detectorId, int decoders) {
    this.observer = observer;
    this.detectorId = detectorId;
    this.decoders = decoders;
    this.decoding =
        Executors.newFixedThreadPool(
            decoders,
            task -> {
              Thread thread = new Thread(task, "decode");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The outcome of each frame, in the same order. */
  public List<Outcome> recognise(List<ConsumerRecord<byte[], byte[]>> batch)
      throws InterruptedException {
    List<Looked> looked = new ArrayList<>(batch.size());
    List<FaceObserver.Found> found = new ArrayList<>(batch.size());
    Iterator<ConsumerRecord<byte[], byte[]>> toDecode = batch.iterator();
    Deque<Future<Decoded>> ahead = new ArrayDeque<>();
    for (ConsumerRecord<byte[], byte[]> source : batch) {
      while (ahead.size() <= decoders && toDecode.hasNext()) {
        byte[] value = toDecode.next().value();
        ahead.add(decoding.submit(() -> decode(value)));
      }
      looked.add(look(source, ahead.remove(), found));
    }
    return outcomes(looked, observer.observe(found));
  }

  private Looked look(
      ConsumerRecord<byte[], byte[]> source, Future<Decoded> future, List<FaceObserver.Found> found)
      throws InterruptedException {
    try {
      Decoded decoded = future.get();
      try (Mat picture = decoded.picture()) {
        found.add(observer.find(decoded.frame().id(), picture));
      }
      return new Looked(source, decoded.frame(), null);
    } catch (ExecutionException e) {
      return new Looked(source, null, e.getCause().getMessage());
    }
  }

  private static Decoded decode(byte[] value) throws PictureException {
    try {
      Frame frame = Codecs.FRAME.decode(value);
      return new Decoded(frame, Pictures.decode(frame.jpeg()));
    } catch (MalformedRecordException e) {
      throw new PictureException(e.getMessage());
    }
  }

  private List<Outcome> outcomes(List<Looked> looked, List<List<FaceObservation>> observations) {
    List<Outcome> outcomes = new ArrayList<>(looked.size());
    Iterator<List<FaceObservation>> faces = observations.iterator();
    for (Looked l : looked) {
      outcomes.add(
          l.failure() == null
              ? new Outcome(l.source(), faces(l, faces.next()), null)
              : new Outcome(l.source(), null, l.failure()));
    }
    return outcomes;
  }

  private FrameFaces faces(Looked looked, List<FaceObservation> observations) {
    Frame f = looked.frame();
    return new FrameFaces(
        f.id(),
        f.cameraId(),
        f.sequence(),
        f.capturedAt(),
        f.width(),
        f.height(),
        new FrameRef(looked.source().partition(), looked.source().offset()),
        detectorId,
        observations);
  }

  @Override
  public void close() {
    decoding.shutdownNow();
    observer.close();
  }
}
