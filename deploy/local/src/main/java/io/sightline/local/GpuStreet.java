package io.sightline.local;

import io.sightline.local.GpuStreetReport.Rate;
import io.sightline.recognizer.face.BareNetwork;
import io.sightline.recognizer.face.Recogniser;
import io.sightline.recognizer.face.StageTimes.Stage;
import io.sightline.recognizer.stream.FrameRecogniser;
import io.sightline.recognizer.stream.FrameRecogniser.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The whole recogniser under cameras that send as fast as it takes, and then the engine calls that
 * it made, alone.
 */
final class GpuStreet implements AutoCloseable {
  private static final int WARM_UP = 3;

  private final Recogniser recogniser;
  private final RenderedCameras street;
  private final int size;
  private final int workers;
  private final int fullBatch;
  private final FrameRecogniser frames;

  /** What one batch had. */
  private record Batch(int frames, int faces) {}

  /**
   * @param size frames in a batch
   */
  GpuStreet(Recogniser recogniser, RenderedCameras street, int size) {
    this.recogniser = recogniser;
    this.street = street;
    this.size = size;
    var observers = recogniser.observers();
    this.workers = observers.size();
    this.fullBatch = observers.get(0).fullBatch();
    this.frames = new FrameRecogniser(observers, recogniser.detectorId());
  }

  String describe() {
    return workers
        + " workers on "
        + CpuTime.CORES
        + " cores, "
        + recogniser.engine()
        + ", pictures by "
        + recogniser.preparation()
        + ", models "
        + recogniser.detectorId()
        + " and "
        + recogniser.space();
  }

  GpuStreetReport run(Duration length) throws Exception {
    for (int i = 0; i < WARM_UP; i++) {
      recognise();
    }
    Map<Stage, Double> before = stages();
    List<Batch> batches = new ArrayList<>();
    Meter meter = new Meter();
    do {
      batches.add(recognise());
    } while (meter.seconds() < length.toNanos() / 1e9);
    Rate whole = meter.rate(batches);
    Map<Stage, Double> stages = stages();
    before.forEach((stage, seconds) -> stages.merge(stage, -seconds, Double::sum));
    return new GpuStreetReport(whole, bare(batches), stages, workers);
  }

  private Map<Stage, Double> stages() {
    Map<Stage, Double> seconds = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      seconds.put(stage, recogniser.times().seconds(stage));
    }
    return seconds;
  }

  private Batch recognise() throws InterruptedException {
    List<Outcome> outcomes = frames.recognise(street.take(size));
    int faces = 0;
    for (Outcome outcome : outcomes) {
      if (outcome.failure() != null) {
        throw new IllegalStateException("a frame failed: " + outcome.failure());
      }
      faces += outcome.faces().faces().size();
    }
    return new Batch(outcomes.size(), faces);
  }

  /** The same calls in the same order, by as many threads, none of which waits for another. */
  private Rate bare(List<Batch> batches) throws Exception {
    List<Integer> calls = new ArrayList<>();
    batches.forEach(batch -> calls.addAll(calls(batch)));
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      List<Bare> bare = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        bare.add(new Bare(recogniser.bareDetector(), recogniser.bareRecogniser()));
      }
      Meter meter = new Meter();
      List<Future<?>> all = new ArrayList<>();
      bare.forEach(one -> all.add(threads.submit(() -> one.work(calls, next))));
      for (Future<?> one : all) {
        one.get();
      }
      return meter.rate(batches);
    } finally {
      threads.shutdown();
    }
  }

  /** A 0 for each call of the detector, the faces for each of the recogniser. */
  private List<Integer> calls(Batch batch) {
    List<Integer> calls = new ArrayList<>();
    for (int i = 0; i < batch.frames(); i++) {
      calls.add(0);
    }
    int shares = Math.min(workers, (batch.faces() + fullBatch - 1) / fullBatch);
    for (int i = 0; i < shares; i++) {
      calls.add(batch.faces() * (i + 1) / shares - batch.faces() * i / shares);
    }
    return calls;
  }

  private record Bare(BareNetwork detector, BareNetwork recogniser) {

    void work(List<Integer> calls, AtomicInteger next) {
      for (int i = next.getAndIncrement(); i < calls.size(); i = next.getAndIncrement()) {
        int faces = calls.get(i);
        if (faces == 0) {
          detector.run(1);
        } else {
          recogniser.run(faces);
        }
      }
    }
  }

  /** Wall time and processor time of this process, native threads included, from its making on. */
  private static final class Meter {
    private final long start = System.nanoTime();
    private final long busy = busy();

    private static long busy() {
      return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }

    double seconds() {
      return (System.nanoTime() - start) / 1e9;
    }

    Rate rate(List<Batch> batches) {
      double cpu = (busy() - busy) / 1e9;
      int frames = batches.stream().mapToInt(Batch::frames).sum();
      int faces = batches.stream().mapToInt(Batch::faces).sum();
      return new Rate(frames, faces, seconds(), cpu);
    }
  }

  @Override
  public void close() {
    frames.close();
  }
}
