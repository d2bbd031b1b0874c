package io.sightline.testkit;

/**
 * Gives tests a {@link LocalKafka}: one for all tests of a build module, started when the first
 * class names it. Tests keep apart by their topics' prefix.
 */
public final class KafkaExtension extends SharedEngine<LocalKafka> {
  private static final int HEAP_MEGABYTES = 384;

  public KafkaExtension() {
    super(LocalKafka.class, () -> LocalKafka.start(EngineOptions.forTests(HEAP_MEGABYTES)));
  }
}
