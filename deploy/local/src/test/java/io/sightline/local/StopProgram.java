package io.sightline.local;

import io.sightline.testkit.EngineOptions;
import io.sightline.testkit.LocalKafka;
import java.util.concurrent.CountDownLatch;

/** Runs until it is told to stop, which takes it no time at all, or, with an engine, for ever. */
final class StopProgram {

  private StopProgram() {}

  public static void main(String[] args) throws InterruptedException {
    try (StopHook hook = new StopHook()) {
      if (args[0].equals("at once")) {
        System.out.println("runs");
        hook.latch().await();
      } else {
        runForEver(hook);
      }
    }
    System.out.println("is done");
  }

  private static void runForEver(StopHook hook) throws InterruptedException {
    try (LocalKafka kafka = LocalKafka.start(EngineOptions.forTests(256))) {
      System.out.println("runs with Kafka at " + kafka.bootstrapServers());
      hook.latch().await();
      new CountDownLatch(1).await();
    }
  }
}
