package io.sightline.contract.config;

import io.sightline.contract.wire.Topics;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The whole configuration: one file for all services, each reads its part. Every key is described
 * in {@code sightline-reference.yaml}.
 *
 * @param cameras by id, in the file's order
 * @param watchlists by id; the indexer publishes them at its start
 * @param channels that watchlists name, by id
 */
public record SightlineConfig(
    KafkaConfig kafka,
    ElasticsearchConfig elasticsearch,
    CaptureConfig capture,
    Map<String, CameraConfig> cameras,
    RecognitionConfig recognition,
    SightingsConfig sightings,
    ApiConfig api,
    AdminConfig admin,
    RetentionConfig retention,
    MatchingConfig matching,
    Map<String, WatchlistConfig> watchlists,
    Map<String, ChannelConfig> channels) {

  public SightlineConfig {
    kafka = kafka == null ? new KafkaConfig(null, null, null, null, null, null) : kafka;
    elasticsearch =
        elasticsearch == null ? new ElasticsearchConfig(null, null, null, null) : elasticsearch;
    capture = capture == null ? new CaptureConfig(null, null, null, null, null) : capture;
    cameras = cameras == null ? Map.of() : new LinkedHashMap<>(cameras);
    recognition = recognition == null ? RecognitionConfig.defaults() : recognition;
    sightings = sightings == null ? new SightingsConfig(null, null, null, null, null) : sightings;
    api = api == null ? new ApiConfig(null, null, null) : api;
    admin = admin == null ? new AdminConfig(null, null, null, null) : admin;
    retention = retention == null ? new RetentionConfig(null, null, null, null) : retention;
    matching = matching == null ? new MatchingConfig(null, null) : matching;
    watchlists = watchlists == null ? Map.of() : new LinkedHashMap<>(watchlists);
    channels = channels == null ? Map.of() : new LinkedHashMap<>(channels);
    Problems problems = new Problems();
    ids(problems, "cameras", "camera", cameras);
    ids(problems, "watchlists", "watchlist", watchlists);
    ids(problems, "channels", "channel", channels);
    checkChannels(problems, watchlists, channels);
    checkPace(problems, cameras, capture, sightings);
    problems.check(
        "kafka.frames_prefix",
        cameras.isEmpty() || kafka.framesPrefix().equals(kafka.topicPrefix()),
        "an installation that reads another's frames has no cameras of its own");
    problems.raise();
  }

  /** With every default, and no camera. */
  public static SightlineConfig defaults() {
    return new SightlineConfig(
        null, null, null, null, null, null, null, null, null, null, null, null);
  }

  /** Makes another one from this. */
  public SightlineConfigBuilder change() {
    return new SightlineConfigBuilder(this);
  }

  private static void ids(Problems problems, String key, String what, Map<String, ?> group) {
    for (String id : group.keySet()) {
      problems.check(
          key + "." + id,
          id.matches("[A-Za-z0-9_-]{1,64}"),
          "a " + what + "'s id has 1 to 64 letters, digits, '_' or '-'");
    }
  }

  /**
   * Between two frames of a camera, of a still one too, nobody is to be taken for absent. Where one
   * frame makes a sighting, a slow camera is of use even so.
   */
  private static void checkPace(
      Problems problems,
      Map<String, CameraConfig> cameras,
      CaptureConfig capture,
      SightingsConfig sightings) {
    double absence = sightings.absence().toMillis() / 1000.0;
    cameras.forEach(
        (id, camera) -> {
          if (camera == null) {
            return; // It could not be read, which is reported already.
          }
          CameraConfig whole = camera.over(capture);
          MotionConfig motion = whole.motion();
          double interval = 1 / whole.fps();
          boolean slow = interval >= absence;
          problems.check(
              camera.fps() == null ? "capture.fps" : "cameras." + id + ".fps",
              !slow || sightings.confirmFrames() == 1,
              "is %s, a frame each %s, and after sightings.absence (%s) its people would have left"
                  .formatted(Problems.text(whole.fps()), seconds(interval), seconds(absence)));
          // The gate opens with the first frame after that time, a frame's distance late at most.
          double still = motion.keepAlive().toMillis() / 1000.0 + (slow ? 0 : interval);
          problems.check(
              "cameras." + id + ".motion.keep_alive",
              !motion.enabled() || still < absence,
              ("must be shorter than sightings.absence, or who stands still would have left: frames"
                      + " would lie up to %s apart, and that is %s")
                  .formatted(seconds(still), seconds(absence)));
        });
  }

  private static String seconds(double seconds) {
    return Problems.text(Math.round(seconds * 1000) / 1000.0) + " s";
  }

  /** A list that could not be read is null, and reported already. */
  private static void checkChannels(
      Problems problems,
      Map<String, WatchlistConfig> watchlists,
      Map<String, ChannelConfig> channels) {
    watchlists.forEach(
        (id, list) -> {
          if (list != null) {
            for (String channel : list.channels()) {
              problems.check(
                  "watchlists." + id + ".channels",
                  channels.containsKey(channel),
                  "no channel '" + channel + "'" + Suggestion.among(channel, channels.keySet()));
            }
          }
        });
  }

  /** The topics of this installation. */
  public Topics topics() {
    return new Topics(
        kafka.topicPrefix(),
        kafka.framesPrefix(),
        kafka.partitions(),
        retention.frames(),
        retention.frameBytes(),
        retention.unknown(),
        retention.matched());
  }
}
