package io.sightline.contract.config;

import java.util.Map;

/**
 * The broker. Key {@code kafka}.
 *
 * @param bootstrapServers host:port, comma-separated
 * @param topicPrefix put before every topic, group and transaction name, so that installations can
 *     share a broker
 * @param framesPrefix prefix of the topic with frames, where it is another installation's: so the
 *     same frames can be recognised a second time; the topic prefix when not given
 * @param partitions of the topics that grow with the number of cameras
 * @param replication of topics that are created
 * @param properties given to every Kafka client as they are, such as security settings; never
 *     logged
 */
public record KafkaConfig(
    String bootstrapServers,
    String topicPrefix,
    String framesPrefix,
    Integer partitions,
    Integer replication,
    Map<String, Secret> properties) {

  public KafkaConfig {
    bootstrapServers = bootstrapServers == null ? "127.0.0.1:9092" : bootstrapServers;
    topicPrefix = topicPrefix == null ? "" : topicPrefix;
    framesPrefix = framesPrefix == null ? topicPrefix : framesPrefix;
    partitions = partitions == null ? 8 : partitions;
    replication = replication == null ? 1 : replication;
    properties = Gaps.left(properties);
    new Problems()
        .required("bootstrap_servers", bootstrapServers)
        .check(
            "topic_prefix",
            topicPrefix.matches("[a-zA-Z0-9._-]*"),
            "may hold letters, digits, '.', '_' and '-'")
        .check(
            "frames_prefix",
            framesPrefix.matches("[a-zA-Z0-9._-]*"),
            "may hold letters, digits, '.', '_' and '-'")
        .range("partitions", partitions, 1, 10_000)
        .range("replication", replication, 1, 100)
        .raise();
  }
}
