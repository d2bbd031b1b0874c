package io.sightline.testkit;

/**
 * Gives tests a {@link LocalElasticsearch}: one for all tests of a build module, started when the
 * first class names it. Tests keep apart by their indices' prefix.
 */
public final class ElasticsearchExtension extends SharedEngine<LocalElasticsearch> {
  private static final int HEAP_MEGABYTES = 512;

  public ElasticsearchExtension() {
    super(
        LocalElasticsearch.class,
        () -> LocalElasticsearch.start(EngineOptions.forTests(HEAP_MEGABYTES)));
  }
}
