package io.sightline.ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Whose frames Kafka does not take, for the log and for people who ask for the service's health. By
 * camera: one frame of another camera that is taken says nothing about this one's. Thread-safe.
 */
final class Refusals {
  /** Over when frames were taken, and none was refused, for this long: not with each that is. */
  static final Duration CALM = Duration.ofSeconds(10);

  private final LongSupplier clock;
  private final Map<String, Trouble> troubles = new TreeMap<>();

  /** A line for the log. */
  record News(boolean bad, String line) {}

  private static final class Trouble {
    final Instant since = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String reason;
    boolean tooLarge;
    long lost;
    long failedAt;
    boolean taken;
    long takenAt;
    boolean told;

    /** Whether Kafka takes a part. */
    boolean partly(long now) {
      return taken && now - takenAt <= CALM.toNanos();
    }

    boolean over(long now) {
      return taken && takenAt - failedAt > 0 && now - failedAt > CALM.toNanos();
    }
  }

  /**
   * @param clock {@link System#nanoTime}
   */
  Refusals(LongSupplier clock) {
    this.clock = clock;
  }

  synchronized void failed(String camera, Exception error) {
    Trouble trouble = troubles.computeIfAbsent(camera, c -> new Trouble());
    trouble.reason = error.toString();
    trouble.tooLarge = error instanceof RecordTooLargeException;
    trouble.lost++;
    trouble.failedAt = clock.getAsLong();
  }

  synchronized void taken(String camera) {
    Trouble trouble = troubles.get(camera);
    if (trouble != null) {
      trouble.taken = true;
      trouble.takenAt = clock.getAsLong();
    }
  }

  /** What is wrong with Kafka as this camera sees it; empty when all is well. */
  synchronized String of(String camera) {
    long now = clock.getAsLong();
    Trouble trouble = troubles.get(camera);
    if (trouble == null || trouble.over(now)) {
      return "";
    }
    String which = trouble.partly(now) ? "Kafka does not take all frames" : "Kafka takes no frames";
    return which + " since " + trouble.since + ", " + trouble.lost + " lost" + advice(trouble);
  }

  /**
   * What to tell people since this was asked last: a line for all cameras whose trouble begins, one
   * for those whose trouble is over, and one for each that sends what is too large.
   */
  synchronized List<News> news() {
    long now = clock.getAsLong();
    List<News> lines = new ArrayList<>();
    List<String> begun = new ArrayList<>();
    List<String> over = new ArrayList<>();
    String reason = "";
    long lost = 0;
    Iterator<Map.Entry<String, Trouble>> all = troubles.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<String, Trouble> entry = all.next();
      String camera = entry.getKey();
      Trouble trouble = entry.getValue();
      if (!trouble.told) {
        trouble.told = true;
        if (trouble.tooLarge) {
          String line = "camera " + camera + ": Kafka refuses a frame" + advice(trouble);
          lines.add(new News(true, line + why(trouble.reason)));
        } else {
          begun.add(camera);
          reason = trouble.reason;
        }
      }
      if (trouble.over(now)) {
        over.add(camera);
        lost += trouble.lost;
        all.remove();
      }
    }
    if (!begun.isEmpty()) {
      lines.add(new News(true, cameras(begun) + ": Kafka does not take frames" + why(reason)));
    }
    if (!over.isEmpty()) {
      lines.add(new News(false, cameras(over) + ": Kafka takes frames again; lost: " + lost));
    }
    return lines;
  }

  private static String advice(Trouble trouble) {
    return trouble.tooLarge
        ? ", too large: lower the camera's max_size or jpeg_quality,"
            + " or raise max.message.bytes of topic frames"
        : "";
  }

  private static String why(String reason) {
    return " (" + reason + ")";
  }

  private static String cameras(List<String> cameras) {
    return (cameras.size() == 1 ? "camera " : "cameras ") + String.join(", ", cameras);
  }
}
