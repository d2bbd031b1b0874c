package io.sightline.recognizer.stream;

import io.sightline.contract.service.Uninterrupted;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.FaceObservation;
import io.sightline.contract.wire.Frame;
import io.sightline.contract.wire.FrameFaces;
import io.sightline.contract.wire.FrameRef;
import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.recognizer.engine.EngineException;
import io.sightline.recognizer.face.FaceObserver;
import io.sightline.recognizer.face.PictureException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognises the frames of one batch, whichever cameras they come from. Each worker takes a frame
 * from its JPEG to its aligned crops, so no more pictures are held decoded than there are workers
 * (a picture of 1080 lines takes 6 MB); then the crops of all frames are embedded together. Not
 * thread-safe.
 */
public final class FrameRecogniser implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FrameRecogniser.class);

  /** For the calls that are under way, of which the longest takes seconds. */
  private static final Duration ENOUGH = Duration.ofMinutes(1);

  private final BlockingQueue<FaceObserver> observers;
  private final String detectorId;
  private final int workers;
  private final int fullBatch;
  private final ExecutorService threads;

  /** What became of a frame: its faces, or the reason why it could not be looked at. */
  public record Outcome(ConsumerRecord<byte[], byte[]> source, FrameFaces faces, String failure) {}

  private record Looked(
      ConsumerRecord<byte[], byte[]> source,
      Frame frame,
      FaceObserver.Found found,
      String failure) {}

  /**
   * @param observers one for each worker
   */
  public FrameRecogniser(List<FaceObserver> observers, String detectorId) {
    this.observers = new ArrayBlockingQueue<>(observers.size(), false, observers);
    this.detectorId = detectorId;
    this.workers = observers.size();
    this.fullBatch = observers.get(0).fullBatch();
    this.threads =
        Executors.newFixedThreadPool(
            workers,
            task -> {
              Thread thread = new Thread(task, "faces");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Frames that are looked at at the same time. */
  int workers() {
    return workers;
  }

  /** The outcome of each frame, in the same order. */
  public List<Outcome> recognise(List<ConsumerRecord<byte[], byte[]>> batch)
      throws InterruptedException {
    List<Callable<Looked>> tasks = new ArrayList<>();
    batch.forEach(source -> tasks.add(() -> look(source)));
    List<Looked> looked = all(tasks);
    List<FaceObserver.Found> found =
        looked.stream().filter(l -> l.failure() == null).map(Looked::found).toList();
    return outcomes(looked, observe(found));
  }

  private Looked look(ConsumerRecord<byte[], byte[]> source) throws InterruptedException {
    FaceObserver observer = observers.take();
    try {
      Frame frame = Codecs.FRAME.decode(source.value());
      return new Looked(source, frame, observer.find(frame.id(), frame.jpeg()), null);
    } catch (MalformedRecordException | PictureException e) {
      return new Looked(source, null, null, e.getMessage());
    } catch (EngineException e) {
      throw e;
    } catch (RuntimeException e) {
      // Tried again, it would fail again, and hold up all cameras.
      LOG.error(
          "the frame at {}-{}@{} cannot be recognised and becomes a dead letter",
          source.topic(),
          source.partition(),
          source.offset(),
          e);
      return new Looked(source, null, null, e.toString());
    } finally {
      observers.add(observer);
    }
  }

  /** Embeds all faces, in one call or as many beside each other as are worth making. */
  private List<List<FaceObservation>> observe(List<FaceObserver.Found> found)
      throws InterruptedException {
    List<Callable<List<List<FaceObservation>>>> tasks = new ArrayList<>();
    shares(found).forEach(share -> tasks.add(() -> observeShare(share)));
    return all(tasks).stream().flatMap(List::stream).toList();
  }

  /** Frames in their order, about as many faces in each share. */
  private List<List<FaceObserver.Found>> shares(List<FaceObserver.Found> found) {
    int faces = found.stream().mapToInt(FaceObserver.Found::count).sum();
    int calls = Math.max(1, Math.min(workers, (faces + fullBatch - 1) / fullBatch));
    List<List<FaceObserver.Found>> shares = new ArrayList<>();
    int before = 0;
    for (FaceObserver.Found one : found) {
      // The share that the middle of this frame's faces falls into.
      int middle = (2 * before + one.count()) * calls / Math.max(1, 2 * faces);
      int share = Math.min(calls - 1, middle);
      while (shares.size() <= share) {
        shares.add(new ArrayList<>());
      }
      shares.get(share).add(one);
      before += one.count();
    }
    return shares;
  }

  private List<List<FaceObservation>> observeShare(List<FaceObserver.Found> part)
      throws InterruptedException {
    FaceObserver observer = observers.take();
    try {
      return observer.observe(part);
    } finally {
      observers.add(observer);
    }
  }

  /** An engine that fails is nobody's bad frame: the whole batch fails, and is tried again. */
  private <T> List<T> all(List<Callable<T>> tasks) throws InterruptedException {
    List<T> results = new ArrayList<>(tasks.size());
    for (Future<T> future : threads.invokeAll(tasks)) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException(String.valueOf(e.getCause().getMessage()), e.getCause());
      }
    }
    return results;
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

  /** A native call under way does not hear an interrupt, and must not lose what it works with. */
  @Override
  public void close() {
    threads.shutdownNow();
    long end = System.nanoTime() + ENOUGH.toNanos();
    if (Uninterrupted.until(
        () -> threads.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS))) {
      observers.forEach(FaceObserver::close);
    } else {
      LOG.warn("a frame is still being looked at after {} s; left to it", ENOUGH.toSeconds());
    }
  }
}
