package io.sightline.contract.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics that are missing. Safe to call from every service at the same time. */
public final class TopicAdmin {
  private static final Logger LOG = LoggerFactory.getLogger(TopicAdmin.class);
  private static final String POLICY = TopicConfig.CLEANUP_POLICY_CONFIG;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private TopicAdmin() {}

  /**
   * Returns when every topic exists and can be written to. A topic that exists keeps its
   * configuration: it is the operator's.
   *
   * @throws KafkaException when the broker refuses, a topic is not ready within a minute, or Kafka
   *     would delete from one that is kept for good
   */
  public static void ensure(Admin admin, Collection<Topic> topics, short replication)
      throws InterruptedException {
    Set<String> existing = names(admin);
    List<NewTopic> missing =
        topics.stream()
            .filter(topic -> !existing.contains(topic.name()))
            .map(t -> new NewTopic(t.name(), t.partitions(), replication).configs(t.config()))
            .toList();
    create(admin, missing);
    awaitLeaders(admin, topics);
    otherSettings(admin, topics).forEach(LOG::warn);
    try {
      int brokers = admin.describeCluster().nodes().get().size();
      onOneBroker(brokers, described(admin, topics)).ifPresent(LOG::warn);
    } catch (ExecutionException e) {
      LOG.debug("on how many brokers topics lie cannot be asked", e.getCause());
    }
  }

  /** Which topics would be gone with one broker, where there are several; empty when none would. */
  static Optional<String> onOneBroker(int brokers, Collection<TopicDescription> topics) {
    String single =
        topics.stream()
            .filter(t -> t.partitions().stream().anyMatch(p -> p.replicas().size() == 1))
            .map(TopicDescription::name)
            .sorted()
            .collect(Collectors.joining(", "));
    return brokers == 1 || single.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Kafka has "
                + brokers
                + " brokers, but these topics lie on one each and are lost with it: "
                + single
                + ". kafka.replication counts when a topic is made; kafka-reassign-partitions.sh"
                + " changes one that exists");
  }

  /**
   * What is configured in another way than it would be if it were created now, and how that is
   * changed: a line for each key. Topics must exist.
   *
   * @throws KafkaException when Kafka would delete from a topic that is kept for good
   */
  public static List<String> otherSettings(Admin admin, Collection<Topic> topics)
      throws InterruptedException {
    Map<ConfigResource, Topic> asked = new HashMap<>();
    for (Topic topic : topics) {
      asked.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), topic);
    }
    List<String> lines = new ArrayList<>();
    for (var answer : admin.describeConfigs(asked.keySet()).values().entrySet()) {
      Topic topic = asked.get(answer.getKey());
      try {
        lines.addAll(others(topic, answer.getValue().get()));
      } catch (ExecutionException e) {
        // Who may not ask about another installation's frames still may about the rest.
        LOG.debug("how topic {} is configured cannot be asked", topic.name(), e.getCause());
      }
    }
    lines.sort(null);
    return lines;
  }

  private static List<String> others(Topic topic, Config config) {
    List<String> lines = new ArrayList<>();
    new TreeMap<>(topic.config())
        .forEach(
            (key, wanted) -> {
              ConfigEntry entry = config.get(key);
              String has = entry == null ? null : entry.value();
              // A service that is like Kafka may not have the key, or not show it.
              if (has != null && !fits(key, has, wanted)) {
                // A comma would begin another key.
                String value = wanted.contains(",") ? "[" + wanted + "]" : wanted;
                String line =
                    ("topic %1$s has %2$s=%3$s, not %4$s as the configuration would have it:"
                            + " kafka-configs.sh --bootstrap-server HOST:PORT --alter --topic %1$s --add-config %2$s=%5$s")
                        .formatted(topic.name(), key, has, wanted, value);
                if (key.equals(POLICY) && wanted.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
                  throw new KafkaException("what is kept for good would be lost: " + line);
                }
                lines.add(line);
              }
            });
    return lines;
  }

  private static boolean fits(String key, String has, String wanted) {
    return switch (key) {
      // One that takes larger records than are sent takes them all.
      case TopicConfig.MAX_MESSAGE_BYTES_CONFIG -> Long.parseLong(has) >= Long.parseLong(wanted);
      case POLICY ->
          Set.copyOf(Arrays.asList(has.split(",")))
              .equals(Set.copyOf(Arrays.asList(wanted.split(","))));
      default -> has.equals(wanted);
    };
  }

  private static Set<String> names(Admin admin) throws InterruptedException {
    try {
      return admin.listTopics().names().get();
    } catch (ExecutionException e) {
      throw new KafkaException(
          "cannot list the topics: " + e.getCause().getMessage(), e.getCause());
    }
  }

  private static void create(Admin admin, List<NewTopic> missing) throws InterruptedException {
    for (var answer : admin.createTopics(missing).values().entrySet()) {
      try {
        answer.getValue().get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw new KafkaException(
              "cannot create topic " + answer.getKey() + ": " + e.getCause().getMessage(),
              e.getCause());
        }
      }
    }
  }

  /**
   * A producer that writes to a topic in its first moments can hang until its delivery timeout and
   * lose the records (KAFKA-15591); once every partition has answered for its offsets it is safe.
   */
  private static void awaitLeaders(Admin admin, Collection<Topic> topics)
      throws InterruptedException {
    Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
    for (Topic topic : topics) {
      for (int p = 0; p < topic.partitions(); p++) {
        partitions.put(new TopicPartition(topic.name(), p), OffsetSpec.latest());
      }
    }
    // A topic that somebody made with fewer partitions answers for those it has.
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      try {
        partitions.keySet().retainAll(existing(admin, topics));
        admin.listOffsets(partitions).all().get();
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RetriableException) || System.nanoTime() - deadline > 0) {
          throw new KafkaException("topics not ready: " + e.getCause().getMessage(), e.getCause());
        }
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  private static Set<TopicPartition> existing(Admin admin, Collection<Topic> topics)
      throws InterruptedException, ExecutionException {
    Set<TopicPartition> found = new HashSet<>();
    for (TopicDescription topic : described(admin, topics)) {
      topic.partitions().forEach(p -> found.add(new TopicPartition(topic.name(), p.partition())));
    }
    return found;
  }

  private static Collection<TopicDescription> described(Admin admin, Collection<Topic> topics)
      throws InterruptedException, ExecutionException {
    List<String> names = topics.stream().map(Topic::name).toList();
    return admin.describeTopics(names).allTopicNames().get().values();
  }
}
