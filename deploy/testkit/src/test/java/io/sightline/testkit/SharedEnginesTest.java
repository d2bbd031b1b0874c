package io.sightline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({KafkaExtension.class, ElasticsearchExtension.class})
class SharedEnginesTest {
  private static LocalKafka seen;

  @Test
  void kafkaTakesAndGivesRecords(LocalKafka kafka) throws Exception {
    Records.send(kafka.bootstrapServers(), "shared-first", "hello");
    assertThat(Records.read(kafka.bootstrapServers(), "shared-first")).isEqualTo(List.of("hello"));
    assertThat(Files.size(kafka.log())).isPositive();
    sameForAll(kafka);
  }

  @Test
  void elasticsearchFindsTheNearestVector(LocalElasticsearch node, LocalKafka kafka)
      throws Exception {
    Documents.putVectors(node.url(), "shared-faces");
    assertThat(Documents.nearest(node.url(), "shared-faces"))
        .contains("\"_id\":\"2\"")
        .doesNotContain("\"_id\":\"1\"");
    assertThat(Files.size(node.log())).isPositive();
    sameForAll(kafka);
  }

  private static void sameForAll(LocalKafka kafka) {
    if (seen == null) {
      seen = kafka;
    }
    assertThat(kafka).isSameAs(seen);
    kafka.requireAlive();
  }
}
