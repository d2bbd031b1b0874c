package io.sightline.contract.wire;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The topics of one installation. Frames, faces and sightings have the same number of partitions,
 * and frames and faces the same key (the camera), so that one camera's records stay in order and in
 * one place.
 */
public final class Topics {
  /** A record of the largest size that topics take, and what a dead letter of it needs beside. */
  public static final int LARGEST_REQUEST = 9 << 20;

  private static final int MAX_MESSAGE = 8 << 20;

  // Kafka removes nothing from the segment that it writes to.
  private static final Duration LONGEST_SEGMENT = Duration.ofDays(1);
  private static final Duration SHORTEST_SEGMENT = Duration.ofMinutes(10);
  private static final Map<String, String> COMPACT =
      Map.of(
          "cleanup.policy",
          "compact",
          "max.message.bytes",
          String.valueOf(MAX_MESSAGE),
          "segment.ms",
          String.valueOf(LONGEST_SEGMENT.toMillis()),
          "max.compaction.lag.ms",
          String.valueOf(LONGEST_SEGMENT.toMillis()));

  private final String prefix;
  private final String framesPrefix;
  private final int partitions;
  private final Duration frameRetention;
  private final long frameBytes;
  private final Duration sightingRetention;
  private final Duration alertRetention;

  /**
   * @param prefix put before every topic's name; empty for none
   * @param framesPrefix put before {@code frames} instead
   * @param partitions of the topics that grow with the number of cameras
   * @param frameRetention how long frames are kept
   * @param frameBytes how many bytes of frames a partition keeps at the most, -1 for no limit
   * @param sightingRetention how long sightings are kept in Kafka, whoever they show
   * @param alertRetention how long alerts are kept in Kafka, and what became of them
   */
  public Topics(
      String prefix,
      String framesPrefix,
      int partitions,
      Duration frameRetention,
      long frameBytes,
      Duration sightingRetention,
      Duration alertRetention) {
    this.prefix = prefix;
    this.framesPrefix = framesPrefix;
    this.partitions = partitions;
    this.frameRetention = frameRetention;
    this.frameBytes = frameBytes;
    this.sightingRetention = sightingRetention;
    this.alertRetention = alertRetention;
  }

  /**
   * JPEG does not compress: the topic is left uncompressed, and consumers read it as it lies on the
   * disk.
   */
  public Topic frames() {
    return new Topic(
        framesPrefix + "frames",
        partitions,
        Map.of(
            "cleanup.policy", "delete",
            "compression.type", "uncompressed",
            "retention.ms", String.valueOf(frameRetention.toMillis()),
            "segment.ms", segment(frameRetention),
            "retention.bytes", String.valueOf(frameBytes),
            "max.message.bytes", String.valueOf(MAX_MESSAGE)));
  }

  public Topic cameras() {
    return new Topic(prefix + "cameras", 1, COMPACT);
  }

  public Topic faces() {
    return deleted("faces", partitions, frameRetention);
  }

  public Topic sightings() {
    return compactedAndDeleted("sightings", partitions, sightingRetention);
  }

  public Topic alerts() {
    return compactedAndDeleted("alerts", 1, alertRetention);
  }

  /** What became of each alert at each channel; the indexer's own. */
  public Topic deliveries() {
    return compactedAndDeleted("deliveries", 1, alertRetention);
  }

  /**
   * One partition: cooldowns bind cameras, and an alert's evidence and actions meet in one place.
   * As every sighting is evidence, it goes as those do.
   */
  public Topic alertEvidence() {
    Duration day = Duration.ofDays(1);
    return deleted(
        "alert-evidence", 1, sightingRetention.compareTo(day) < 0 ? sightingRetention : day);
  }

  public Topic alertActions() {
    return deleted("alert-actions", 1, alertRetention);
  }

  /** The labelled evaluation set: it is kept. */
  public Topic verdicts() {
    return new Topic(prefix + "verdicts", 1, COMPACT);
  }

  public Topic watchlists() {
    return new Topic(prefix + "watchlists", 1, COMPACT);
  }

  public Topic enrollments() {
    return new Topic(prefix + "enrollments", 1, COMPACT);
  }

  /** What the indexer has yet to look for in the archive; its own. */
  public Topic lookBacks() {
    return deleted("look-backs", 1, Duration.ofDays(7));
  }

  /** Pictures asked about live only as long as somebody may wait for the answer. */
  public Topic photos() {
    return deleted("photos", 1, Duration.ofMinutes(10));
  }

  public Topic photoFaces() {
    return deleted("photo-faces", 1, Duration.ofMinutes(10));
  }

  /**
   * Takes the largest record of the others, with the reason and the place. Faces of people nobody
   * knows are among them, and go as those do.
   */
  public Topic deadLetters() {
    return deleted("dead-letters", 1, sightingRetention, LARGEST_REQUEST);
  }

  public List<Topic> all() {
    return List.of(
        frames(),
        cameras(),
        faces(),
        sightings(),
        alertEvidence(),
        alerts(),
        alertActions(),
        deliveries(),
        verdicts(),
        watchlists(),
        enrollments(),
        lookBacks(),
        photos(),
        photoFaces(),
        deadLetters());
  }

  private Topic compactedAndDeleted(String name, int partitions, Duration retention) {
    return new Topic(
        prefix + name,
        partitions,
        Map.of(
            "cleanup.policy",
            "compact,delete",
            "retention.ms",
            String.valueOf(retention.toMillis()),
            "segment.ms",
            segment(retention),
            "max.compaction.lag.ms",
            String.valueOf(LONGEST_SEGMENT.toMillis())));
  }

  /** So that what is too old goes soon after. */
  private static String segment(Duration retention) {
    long wanted = retention.toMillis() / 24;
    return String.valueOf(
        Math.max(SHORTEST_SEGMENT.toMillis(), Math.min(wanted, LONGEST_SEGMENT.toMillis())));
  }

  private Topic deleted(String name, int partitions, Duration retention) {
    return deleted(name, partitions, retention, MAX_MESSAGE);
  }

  private Topic deleted(String name, int partitions, Duration retention, int maxMessage) {
    return new Topic(
        prefix + name,
        partitions,
        Map.of(
            "cleanup.policy", "delete",
            "retention.ms", String.valueOf(retention.toMillis()),
            "segment.ms", segment(retention),
            "max.message.bytes", String.valueOf(maxMessage)));
  }
}
