package io.sightline.testkit;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * The server.properties of a broker that is its own controller.
 *
 * @param more over what is set here
 */
record KafkaSettings(Path data, int port, Map<String, String> more) {
  // A 1080p frame at the best JPEG quality takes about 2 MB.
  private static final String LARGEST_MESSAGE = String.valueOf(8 << 20);

  Properties asProperties() {
    Properties p = new Properties();
    int controller;
    do {
      controller = Ports.choose(0, "Kafka's controller");
    } while (controller == port);
    listeners(p, controller);
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", "1");
    p.setProperty("log.dirs", data.toString());
    p.setProperty("auto.create.topics.enable", "false");
    p.setProperty("message.max.bytes", LARGEST_MESSAGE);
    p.setProperty("replica.fetch.max.bytes", LARGEST_MESSAGE);
    p.setProperty("log.segment.bytes", String.valueOf(64 << 20));
    // The default takes a third of a small heap.
    p.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(16 << 20));
    p.setProperty("group.initial.rebalance.delay.ms", "0");
    // A transaction may begin while the one before it still ends; the broker waits this long for
    // that, before clients have to ask again, with a warning and 100 ms later.
    p.setProperty("add.partitions.to.txn.retry.backoff.max.ms", "5000");
    onOneBroker(p);
    more.forEach(p::setProperty);
    return p;
  }

  private void listeners(Properties p, int controller) {
    String both = "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controller);
    p.setProperty("listeners", both);
    p.setProperty("advertised.listeners", both);
    p.setProperty("controller.listener.names", "CONTROLLER");
    p.setProperty("controller.quorum.bootstrap.servers", "127.0.0.1:" + controller);
  }

  private static void onOneBroker(Properties p) {
    p.setProperty("offsets.topic.replication.factor", "1");
    p.setProperty("offsets.topic.num.partitions", "4");
    p.setProperty("transaction.state.log.replication.factor", "1");
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("transaction.state.log.num.partitions", "4");
    p.setProperty("share.coordinator.state.topic.replication.factor", "1");
    p.setProperty("share.coordinator.state.topic.min.isr", "1");
  }
}
