package io.sightline.testkit;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Starts both engines side by side in kept folders, says where they listen, waits to be killed. */
final class EnginesProgram {

  private EnginesProgram() {}

  public static void main(String[] args) throws InterruptedException {
    Path folder = Path.of(args[0]);
    CompletableFuture<LocalKafka> kafka =
        CompletableFuture.supplyAsync(
            () ->
                LocalKafka.start(
                    EngineOptions.forTests(256).withDataFolder(folder.resolve("kafka"))),
            task -> new Thread(task).start());
    LocalElasticsearch elasticsearch =
        LocalElasticsearch.start(
            EngineOptions.forTests(384).withDataFolder(folder.resolve("elasticsearch")));
    System.out.println(kafka.join().bootstrapServers());
    System.out.println(elasticsearch.url());
    Thread.currentThread().join();
  }
}
