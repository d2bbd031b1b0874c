package io.sightline.recognizer.stream;

import io.sightline.recognizer.stream.BatcherSimulation.Frame;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Counts what happens in a simulation. The first third, while it settles, is left out. */
final class SimulationTally {
  private static final double NANOS = 1e9;
  private static final double MILLI = 1e6;

  private final long from;
  private final double seconds;
  private final long[] recognised;
  private final long[] lastSequence;
  private final long[] lastDone;
  private final LongStream.Builder waits = LongStream.builder();
  private final LongStream.Builder latencies = LongStream.builder();
  private long published;
  private long shed;
  private long batches;
  private long taken;
  private long outOfOrder;
  private long longestGap;

  SimulationTally(int cameras, Duration length) {
    from = length.toNanos() / 3;
    seconds = (length.toNanos() - from) / NANOS;
    recognised = new long[cameras];
    lastSequence = new long[cameras];
    lastDone = new long[cameras];
    Arrays.fill(lastSequence, -1);
  }

  void published(Frame frame) {
    published += counts(frame) ? 1 : 0;
  }

  void shed(List<Frame> frames) {
    shed += frames.stream().filter(this::counts).count();
  }

  void taken(List<Frame> batch, long now) {
    if (now >= from) {
      batches++;
      taken += batch.size();
    }
    batch.stream().filter(this::counts).forEach(frame -> waits.add(now - frame.arrived()));
  }

  void recognised(List<Frame> batch, long now) {
    for (Frame frame : batch) {
      int camera = frame.camera();
      outOfOrder += frame.sequence() > lastSequence[camera] ? 0 : 1;
      lastSequence[camera] = frame.sequence();
      if (now >= from) {
        recognised[camera]++;
        latencies.add(now - frame.arrived());
        if (lastDone[camera] > 0) {
          longestGap = Math.max(longestGap, now - lastDone[camera]);
        }
        lastDone[camera] = now;
      }
    }
  }

  private boolean counts(Frame frame) {
    return frame.arrived() >= from;
  }

  SimulationResult result() {
    long[] waited = waits.build().sorted().toArray();
    long[] latency = latencies.build().sorted().toArray();
    long[] equals =
        Arrays.copyOfRange(recognised, recognised.length > 1 ? 1 : 0, recognised.length);
    return new SimulationResult(
        published / seconds,
        Arrays.stream(recognised).sum() / seconds,
        (double) shed / published,
        (double) taken / batches,
        percentile(waited, 0.5),
        percentile(waited, 0.99),
        percentile(latency, 0.99),
        recognised[0] / seconds,
        IntStream.range(0, equals.length).mapToLong(i -> equals[i]).min().orElse(0) / seconds,
        IntStream.range(0, equals.length).mapToLong(i -> equals[i]).max().orElse(0) / seconds,
        longestGap / NANOS,
        outOfOrder);
  }

  private static double percentile(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))] / MILLI;
  }
}
