package io.sightline.local;

import io.sightline.testkit.EngineOptions;
import io.sightline.testkit.LocalKafka;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Runs until it is told to stop, which takes it no time at all, or until it is told so twice, or,
 * with an engine, for ever.
 */
final class StopProgram {

  private StopProgram() {}

  public static void main(String[] args) throws InterruptedException, IOException {
    // Where two are the same, they are so however slow the machine is.
    Duration echo = Duration.ofHours(args[0].equals("after two") ? 1 : 0);
    try (StopHook hook = new StopHook(echo)) {
      if (args[0].equals("never")) {
        runForEver(hook);
      } else {
        System.out.println("runs");
        hook.latch().await();
        if (args[0].equals("after two")) {
          // Time for the second to be heard.
          System.in.read();
          Thread.sleep(500);
        }
      }
      // As all that is said: once the hook is over, so is the JVM.
      System.out.println("is done");
    }
  }

  private static void runForEver(StopHook hook) throws InterruptedException {
    try (LocalKafka kafka = LocalKafka.start(EngineOptions.forTests(256))) {
      System.out.println("runs with Kafka at " + kafka.bootstrapServers());
      hook.latch().await();
      new CountDownLatch(1).await();
    }
  }
}
