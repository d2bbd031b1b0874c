package io.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.junit.jupiter.api.Test;

/** The clips that the demo ships are what their manifest says. */
class DemoCamerasTest {
  private static final String FOLDER = "/io/sightline/local/demo/";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LARGEST = 12_000_000;

  private static InputStream open(String file) {
    InputStream in = DemoCamerasTest.class.getResourceAsStream(FOLDER + file);
    assertThat(in).as(file).isNotNull();
    return in;
  }

  private static JsonNode manifest() throws IOException {
    try (InputStream in = open("demo.json")) {
      return JSON.readTree(in);
    }
  }

  @Test
  void clipsPlayAndDropOutWhereTheManifestSays() throws Exception {
    JsonNode demo = manifest();
    long bytes = 0;
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    for (JsonNode camera : demo.get("cameras")) {
      bytes += open(camera.get("video").asText()).readAllBytes().length;
      try (FFmpegFrameGrabber clip = new FFmpegFrameGrabber(open(camera.get("video").asText()))) {
        clip.start();
        assertThat(clip.getVideoCodec()).isEqualTo(avcodec.AV_CODEC_ID_H264);
        assertThat(clip.getImageWidth()).isEqualTo(demo.get("width").asInt());
        double widest = 0;
        double last = 0;
        while (clip.grabImage() != null) {
          double time = clip.getTimestamp() / 1e6;
          widest = Math.max(widest, time - last);
          last = time;
        }
        assertThat(last).isGreaterThan(demo.get("seconds").asDouble() - 1);
        JsonNode dropout = camera.get("dropout");
        double gap = dropout == null ? 0 : seconds(dropout, "until") - seconds(dropout, "from");
        assertThat(widest).isBetween(gap, gap + 2.0 / demo.get("fps").asInt());
      }
    }
    assertThat(bytes).isLessThan(LARGEST);
  }

  private static double seconds(JsonNode node, String field) {
    return node.get(field).asDouble();
  }

  @Test
  void whoIsEnrolledIsSeenAndHasPhotos() throws Exception {
    JsonNode demo = manifest();
    Set<String> lists = new TreeSet<>();
    demo.get("watchlists").forEach(list -> lists.add(list.get("id").asText()));
    assertThat(lists).hasSize(2);
    Set<Integer> known = new HashSet<>();
    int severalCameras = 0;
    boolean masked = false;
    Set<String> used = new TreeSet<>();
    for (JsonNode person : demo.get("enrolled")) {
      known.add(person.get("identity").asInt());
      masked |= person.get("mask").asText().equals("MASKED");
      if (person.has("watchlist")) {
        used.add(person.get("watchlist").asText());
      }
      assertThat(person.get("photos")).hasSizeBetween(2, 3);
      for (JsonNode photo : person.get("photos")) {
        assertThat(open(photo.asText()).read()).as("start of a JPEG").isEqualTo(0xff);
      }
      Set<String> cameras = new TreeSet<>();
      person.get("seen").forEach(seen -> cameras.add(seen.get("camera").asText()));
      severalCameras += cameras.size() > 1 ? 1 : 0;
    }
    assertThat(used).isEqualTo(lists);
    assertThat(masked).isTrue();
    assertThat(severalCameras).as("enrolled people whom several cameras saw").isGreaterThan(2);
    assertThat(demo.get("unknown")).isNotEmpty();
    demo.get("unknown").forEach(p -> assertThat(known).doesNotContain(p.get("identity").asInt()));
    Set<Integer> inTruth = new HashSet<>();
    for (JsonNode camera : demo.get("cameras")) {
      inTruth.addAll(identities(camera.get("truth").asText()));
    }
    assertThat(inTruth).containsAll(known);
  }

  private static Set<Integer> identities(String truth) throws IOException {
    Set<Integer> all = new HashSet<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(open(truth)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        all.add(JSON.readTree(line).get("identity").asInt());
      }
    }
    return all;
  }
}
