package io.sightline.testkit;

/** Starts both engines and waits to be killed. */
final class EnginesProgram {

  private EnginesProgram() {}

  public static void main(String[] args) throws InterruptedException {
    LocalKafka.start(EngineOptions.forTests(256));
    LocalElasticsearch.start(EngineOptions.forTests(512));
    System.out.println("ready");
    Thread.currentThread().join();
  }
}
