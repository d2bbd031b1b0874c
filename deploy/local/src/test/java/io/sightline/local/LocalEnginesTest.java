package io.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.SightlineConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalEnginesTest {

  @Test
  void onlyTheEnginesAreElsewhere() {
    SightlineConfig wanted =
        ConfigLoader.parse(
            """
            kafka: { topic_prefix: "p." }
            cameras: { lobby: { url: "rtsp://x/1" } }
            matching: { scan: int8 }
            watchlists: { banned: { channels: [console] } }
            channels: { console: { log: {} } }
            sightings: { grace: 2s }
            retention: { matched: 100d }
            """,
            "test",
            Map.of());
    SightlineConfig got = LocalEngines.at(wanted, "k:1", "http://e:2");
    assertThat(got.kafka().bootstrapServers()).isEqualTo("k:1");
    assertThat(got.elasticsearch().url()).isEqualTo("http://e:2");
    assertThat(got)
        .usingRecursiveComparison()
        .ignoringFields("kafka.bootstrapServers", "elasticsearch.url")
        .isEqualTo(wanted);
  }
}
