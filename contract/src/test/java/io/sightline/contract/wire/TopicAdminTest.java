package io.sightline.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

class TopicAdminTest {
  private static final List<TopicDescription> TOPICS =
      List.of(topic("verdicts", 1), topic("frames", 3), topic("enrollments", 1));

  @Test
  void whatWouldBeLostWithOneOfSeveralBrokersIsNamed() {
    assertThat(TopicAdmin.onOneBroker(3, TOPICS))
        .get()
        .asString()
        .startsWith("Kafka has 3 brokers")
        .contains("lost with it: enrollments, verdicts. kafka.replication")
        .doesNotContain("frames");
  }

  @Test
  void whereThereIsOneBrokerOrEachTopicHasCopiesThereIsNothingToSay() {
    assertThat(TopicAdmin.onOneBroker(1, TOPICS)).isEmpty();
    assertThat(TopicAdmin.onOneBroker(3, List.of(topic("frames", 2)))).isEmpty();
  }

  private static TopicDescription topic(String name, int replicas) {
    List<Node> nodes =
        IntStream.range(0, replicas).mapToObj(id -> new Node(id, "broker", 9092)).toList();
    return new TopicDescription(
        name, false, List.of(new TopicPartitionInfo(0, nodes.get(0), nodes, nodes)));
  }
}
