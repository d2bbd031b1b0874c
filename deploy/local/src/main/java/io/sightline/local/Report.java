package io.sightline.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.micrometer.core.instrument.MeterRegistry;
import io.sightline.local.score.Percentiles;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run did, for people and for programs. Frames: those that waited in a kept Kafka when it
 * began + published = recognised + dropped when nothing is lost.
 *
 * @param problems what was wrong with a camera's source, by camera
 * @param drained whether it was waited for until all of it was dealt with; else some of it waits
 */
record Report(Map<String, Object> values, Map<String, String> problems, boolean drained) {
  /** Overall, the sum over all cameras. */
  private static final String ALL = null;

  private static final List<String> TIMES =
      List.of("latencyMs", "alertLatencyMs", "firstSightingSeconds");

  static Report of(Street street, RunFeed feed, boolean drained) {
    Map<String, Long> sightings = feed.sightings();
    long all = sightings.values().stream().mapToLong(Long::longValue).sum();
    Map<String, Object> values = part(street, all, ALL);
    values.put("framesWaiting", street.waiting());
    values.put("recordsUnreadable", feed.unreadable());
    values.put("alerts", feed.alerts());
    values.put("alertLatencyMs", Percentiles.of(feed.alertTimes()));
    if (feed.firstShown() != null) {
      values.put("firstSightingSeconds", sinceStart(feed.firstShown()));
    }
    values.put("engine", street.recognizer().engine());
    values.put("models", street.recognizer().models());
    Map<String, String> problems = new TreeMap<>(street.ingest().problems());
    Map<String, Object> cameras = new TreeMap<>();
    for (String camera : street.config().cameras().keySet()) {
      Map<String, Object> part = part(street, sightings.getOrDefault(camera, 0L), camera);
      if (problems.containsKey(camera)) {
        part.put("problem", problems.get(camera));
      }
      cameras.put(camera, part);
    }
    values.put("cameras", cameras);
    return new Report(values, problems, drained);
  }

  /** Since this process was started, to tenths. */
  private static double sinceStart(Instant at) {
    long start = ManagementFactory.getRuntimeMXBean().getStartTime();
    return Math.round((at.toEpochMilli() - start) / 100.0) / 10.0;
  }

  private static Map<String, Object> part(Street street, long sightings, String camera) {
    MeterRegistry ingest = street.ingest().metrics();
    MeterRegistry recognizer = street.recognizer().metrics();
    MeterRegistry indexer = street.indexer().metrics();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("framesRead", Counts.of(ingest, "sightline.frames.read", camera));
    values.put("framesPublished", Counts.of(ingest, "sightline.frames.published", camera));
    values.put("framesRecognised", Counts.of(recognizer, "sightline.frames.recognised", camera));
    values.put("framesDropped", Counts.of(recognizer, "sightline.frames.dropped", camera));
    values.put("faces", Counts.of(recognizer, "sightline.faces", camera));
    values.put("sightings", sightings);
    values.put("documentsIndexed", Counts.of(indexer, "sightline.documents.indexed", camera));
    values.put(
        "latencyMs",
        Counts.percentiles(
            camera == null
                ? indexer.find("sightline.capture.to.indexed.all").timer()
                : indexer.find("sightline.capture.to.indexed").tag("camera", camera).timer()));
    return values;
  }

  /** Frames that are neither recognised nor counted as dropped, or not yet. */
  long lost() {
    long came = number("framesWaiting") + number("framesPublished");
    return came - number("framesRecognised") - number("framesDropped");
  }

  /** Whether frames are gone: what waits for the next start is not. */
  boolean lossy() {
    return drained && lost() != 0;
  }

  /** Whether all that came was dealt with, and every source gave what it promised. */
  boolean good() {
    return lost() == 0 && problems.isEmpty();
  }

  private long number(String key) {
    return ((Number) values.get(key)).longValue();
  }

  /** Of cameras that did not play at the pace of life, times mean nothing. */
  @SuppressWarnings("unchecked")
  void dropTimes() {
    values.keySet().removeAll(TIMES);
    ((Map<String, Map<String, Object>>) values.get("cameras"))
        .values()
        .forEach(part -> part.keySet().removeAll(TIMES));
  }

  void add(String key, Object value) {
    values.put(key, value);
  }

  String json() throws IOException {
    return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(values);
  }

  void write(Path file) throws IOException {
    write(file, json());
  }

  /** Any report; its folder is made where there is none. */
  static void write(Path file, String json) throws IOException {
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    Files.writeString(file, json + "\n");
  }

  void print(PrintStream out) {
    out.printf(
        "%nframes: %d read, %d published, %d recognised, %d dropped, %d %s%n"
            + "faces: %d   sightings: %d   alerts: %d   documents indexed: %d%n"
            + "engine: %s   models: %s%n",
        number("framesRead"),
        number("framesPublished"),
        number("framesRecognised"),
        number("framesDropped"),
        lost(),
        drained ? "lost" : "waiting for the next start",
        number("faces"),
        number("sightings"),
        number("alerts"),
        number("documentsIndexed"),
        values.get("engine"),
        values.get("models"));
    if (values.containsKey("latencyMs")) {
      out.printf("capture to indexed, ms: %s%n", values.get("latencyMs"));
      out.printf("capture to alert, ms: %s%n", values.get("alertLatencyMs"));
    }
    if (values.containsKey("firstSightingSeconds")) {
      out.printf("first sighting: %s s after the start%n", values.get("firstSightingSeconds"));
    }
    if (number("recordsUnreadable") > 0) {
      out.printf("records that cannot be read: %d%n", number("recordsUnreadable"));
    }
    problems.forEach((camera, problem) -> out.printf("camera %s: %s%n", camera, problem));
  }
}
