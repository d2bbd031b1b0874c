package io.sightline.recognizer.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Frames of all cameras on their way to one engine call. A batch is due when the engine has enough
 * to do with it or when a frame has waited for as long as it may; while the engine is at work it
 * grows. Cameras take turns, a frame each, the one served longest ago first, so that none waits for
 * another's backlog; each camera's frames leave in the order they came.
 *
 * <p>A live camera that is behind by more than the lag budget keeps its newest frames alone, as
 * many as its share of what is enough for the engine, until for the length of the budget nothing
 * had to be shed. So what is recognised under too much load is fresh and evenly spaced, and what
 * comes in a short burst is recognised whole.
 *
 * <p>Knows no clock: times are nanoseconds of one monotonic clock, given by the caller. Not
 * thread-safe.
 *
 * @param <T> a frame
 */
final class MicroBatcher<T> {
  private final Limits limits;
  private final Predicate<String> live;
  private final Map<String, Line<T>> lines = new HashMap<>();

  /** All lines, empty ones too, the one served longest ago first. */
  private final Set<Line<T>> turns = new LinkedHashSet<>();

  private int size;

  /**
   * @param max frames in a batch
   * @param enough frames that keep the engine busy
   * @param longestWait how long a frame waits for others
   */
  record Limits(int max, int enough, Duration longestWait, Duration lagBudget) {}

  private record Waiting<T>(T frame, long since, long published) {}

  /** One camera's frames, in the order they came. */
  private static final class Line<T> {
    final Deque<Waiting<T>> frames = new ArrayDeque<>();
    final boolean live;
    boolean behind;
    long lastShed;

    Line(boolean live) {
      this.live = live;
    }
  }

  /**
   * @param live whether a camera's frames may be shed
   */
  MicroBatcher(Limits limits, Predicate<String> live) {
    this.limits = limits;
    this.live = live;
  }

  /**
   * @param published when the frame was published; its lag is counted from then on
   */
  void add(String camera, T frame, long now, long published) {
    Line<T> line = lines.computeIfAbsent(camera, id -> new Line<>(live.test(id)));
    turns.add(line);
    line.frames.add(new Waiting<>(frame, now, published));
    size++;
  }

  /** Takes out the oldest frames of the cameras that are behind; the newest always stay. */
  List<T> shed(long now) {
    List<T> shed = new ArrayList<>();
    long waiting = waiting().count();
    waiting()
        .filter(line -> line.live && isBehind(line, now))
        .forEach(line -> shed(line, (int) ((limits.enough() + waiting - 1) / waiting), now, shed));
    size -= shed.size();
    return shed;
  }

  private Stream<Line<T>> waiting() {
    return turns.stream().filter(line -> !line.frames.isEmpty());
  }

  private boolean isBehind(Line<T> line, long now) {
    long budget = limits.lagBudget().toNanos();
    if (now - line.frames.peek().published() > budget) {
      line.behind = true;
      line.lastShed = now;
    } else if (now - line.lastShed > budget) {
      line.behind = false;
    }
    return line.behind;
  }

  private static <T> void shed(Line<T> line, int keep, long now, List<T> shed) {
    while (line.frames.size() > keep) {
      shed.add(line.frames.poll().frame());
      line.lastShed = now;
    }
  }

  /** Whether the waiting frames are worth an engine call. */
  boolean due(long now) {
    return untilDue(now) == 0;
  }

  /** Nanoseconds until what waits now is due; {@link Long#MAX_VALUE} when nothing waits. */
  long untilDue(long now) {
    if (size >= Math.min(limits.enough(), limits.max())) {
      return 0;
    }
    return waiting()
        .mapToLong(line -> limits.longestWait().toNanos() - (now - line.frames.peek().since()))
        .map(rest -> Math.max(0, rest))
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** The next batch, due or not. */
  List<T> take() {
    List<T> batch = new ArrayList<>(Math.min(size, limits.max()));
    while (batch.size() < limits.max() && size > 0) {
      takeRound(batch);
    }
    return batch;
  }

  /** A frame of each camera that has one. */
  private void takeRound(List<T> batch) {
    List<Line<T>> served = waiting().limit(limits.max() - batch.size()).toList();
    served.forEach(line -> batch.add(line.frames.poll().frame()));
    size -= served.size();
    served.forEach(turns::remove);
    turns.addAll(served);
  }

  /** Forgets the waiting frames that are not to be recognised here. */
  void removeIf(Predicate<T> gone) {
    for (Line<T> line : turns) {
      int before = line.frames.size();
      line.frames.removeIf(waiting -> gone.test(waiting.frame()));
      size -= before - line.frames.size();
    }
  }

  /** Frames in a batch at the most. */
  int max() {
    return limits.max();
  }
}
