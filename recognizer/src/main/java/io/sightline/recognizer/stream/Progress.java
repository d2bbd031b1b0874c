package io.sightline.recognizer.stream;

import java.util.NavigableSet;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far one partition is done. Cameras take turns, so a partition's frames are not done in the
 * order they are read in: the committed offset is the first that is not done, and the metadata
 * committed with it names those behind it that are not done either, so that the next session leaves
 * out the others. Not thread-safe.
 *
 * <p>The metadata is a list of distances in base 36, the first from the committed offset, each of
 * the others from the one before: the further offsets that are not done, and last how far was read.
 * It is empty when nothing behind the committed offset is done.
 */
public final class Progress {
  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
  private static final int RADIX = 36;

  /** Not done yet; from {@code read} on they are what an earlier session has left open. */
  private final NavigableSet<Long> open = new TreeSet<>();

  /** How far this session has read. */
  private long read;

  /** How far any session has read. */
  private long known;

  /**
   * @param committed null when nothing was committed yet
   */
  Progress(OffsetAndMetadata committed) {
    if (committed != null) {
      read = committed.offset();
      known = committed.offset();
      if (!committed.metadata().isEmpty()) {
        restore(committed);
      }
    }
  }

  /**
   * How many frames from a committed offset on are done already.
   *
   * @param committed by the group of the recognizers
   */
  public static long doneBehind(OffsetAndMetadata committed) {
    Progress progress = new Progress(committed);
    return progress.known - committed.offset() - progress.open.size();
  }

  private void restore(OffsetAndMetadata committed) {
    try {
      for (String distance : committed.metadata().split(",")) {
        open.add(known);
        known += Long.parseLong(distance, RADIX);
      }
    } catch (NumberFormatException e) {
      open.clear();
      known = committed.offset();
      LOG.warn(
          "offset {} was committed with metadata that are not ours, '{}': every frame from there on"
              + " is recognised",
          committed.offset(),
          committed.metadata());
    }
  }

  /** A frame was read. Returns false when an earlier session has done it. */
  boolean begin(long offset) {
    boolean wanted = offset >= known || open.contains(offset);
    readTo(offset + 1);
    if (wanted) {
      open.add(offset);
    }
    return wanted;
  }

  /**
   * Everything before this offset was read. What was left open there and did not come is there no
   * more: Kafka keeps frames for a while only.
   */
  void readTo(long next) {
    if (next > read) {
      open.subSet(read, next).clear();
      read = next;
      known = Math.max(known, next);
    }
  }

  void done(long offset) {
    open.remove(offset);
  }

  /** What to commit. */
  OffsetAndMetadata position() {
    if (open.isEmpty()) {
      return new OffsetAndMetadata(known);
    }
    long first = open.first();
    boolean nothingDone = known - first == open.size();
    return nothingDone
        ? new OffsetAndMetadata(first)
        : new OffsetAndMetadata(first, distances(first));
  }

  private String distances(long first) {
    StringJoiner list = new StringJoiner(",");
    long before = first;
    for (long offset : open.tailSet(first, false)) {
      list.add(Long.toString(offset - before, RADIX));
      before = offset;
    }
    return list.add(Long.toString(known - before, RADIX)).toString();
  }
}
