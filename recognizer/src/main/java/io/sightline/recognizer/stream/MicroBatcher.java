package io.sightline.recognizer.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Frames of all cameras on their way to one engine call. A batch is due when it is full or when a
 * frame has waited for as long as it may. Cameras take turns, a frame each, so that none waits for
 * another's backlog; each camera's frames leave in the order they came.
 *
 * <p>A live camera that is behind by more than the lag budget keeps its newest frames alone, as
 * many as its share of what keeps the engine busy, until for the length of the budget nothing had
 * to be shed. So what is recognised under too much load is fresh and evenly spaced, and what comes
 * in a short burst is recognised whole.
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

  /** The lines that are not empty, the one whose turn it is first. */
  private final Deque<Line<T>> turns = new ArrayDeque<>();

  private int size;

  /**
   * @param max frames in a batch
   * @param busy frames with which the engine has enough to do
   * @param longestWait how long a frame waits for others
   */
  record Limits(int max, int busy, Duration longestWait, Duration lagBudget) {}

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
    if (line.frames.isEmpty()) {
      turns.add(line);
    }
    line.frames.add(new Waiting<>(frame, now, published));
    size++;
  }

  /** Takes out the oldest frames of the cameras that are behind; the newest always stay. */
  List<T> shed(long now) {
    List<T> shed = new ArrayList<>();
    for (Line<T> line : turns) {
      if (line.live && isBehind(line, now)) {
        shedLine(line, now, shed);
      }
    }
    size -= shed.size();
    return shed;
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

  private void shedLine(Line<T> line, long now, List<T> shed) {
    int share = (limits.busy() + turns.size() - 1) / turns.size();
    while (line.frames.size() > Math.max(1, share)) {
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
    if (size >= limits.max()) {
      return 0;
    }
    return turns.stream()
        .mapToLong(line -> limits.longestWait().toNanos() - (now - line.frames.peek().since()))
        .map(rest -> Math.max(0, rest))
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** The next batch, due or not: a frame of each camera in turn. */
  List<T> take() {
    List<T> batch = new ArrayList<>(Math.min(size, limits.max()));
    while (batch.size() < limits.max() && !turns.isEmpty()) {
      Line<T> line = turns.poll();
      batch.add(line.frames.poll().frame());
      if (!line.frames.isEmpty()) {
        turns.add(line);
      }
    }
    size -= batch.size();
    return batch;
  }

  /** Forgets the waiting frames that are not to be recognised here. */
  void removeIf(Predicate<T> gone) {
    for (Line<T> line : turns) {
      int before = line.frames.size();
      line.frames.removeIf(waiting -> gone.test(waiting.frame()));
      size -= before - line.frames.size();
    }
    turns.removeIf(line -> line.frames.isEmpty());
  }

  /** Frames in a batch at the most. */
  int max() {
    return limits.max();
  }
}
