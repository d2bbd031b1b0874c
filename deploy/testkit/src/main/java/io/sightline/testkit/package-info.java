/**
 * The real Kafka and Elasticsearch as child processes, for tests and for running all of Sightline
 * on one machine.
 *
 * <pre>{@code
 * @ExtendWith({KafkaExtension.class, ElasticsearchExtension.class})
 * class IndexingTest {
 *   @Test
 *   void sightingsAreFound(LocalKafka kafka, LocalElasticsearch node) { … }
 * }
 *
 * try (LocalKafka kafka = LocalKafka.start(EngineOptions.kept(folder, 9092, 384))) { … }
 * }</pre>
 *
 * <p>The build brings the programs from their Maven artifacts; {@code -Dsightline.engines=DIR}
 * names another folder that holds them, where a full distribution may lie in the place of either.
 */
package io.sightline.testkit;
