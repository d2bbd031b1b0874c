package io.sightline.local;

import io.sightline.contract.config.SightlineConfig;
import io.sightline.local.replay.ReplayLeftovers;
import java.io.IOException;
import java.io.PrintStream;

/**
 * Removes what replays have left that were killed, when nothing but a start is at hand to do it.
 */
final class OldReplays {

  private OldReplays() {}

  /**
   * Never fails: what could not be removed is tried again at the next start.
   *
   * @param fresh of engines that were started just now
   */
  static void remove(SightlineConfig fresh, PrintStream out) throws InterruptedException {
    try {
      for (String prefix : new ReplayLeftovers(fresh).remove(false)) {
        out.println("removed what a replay that was killed had left: " + prefix + "*");
      }
    } catch (IOException | RuntimeException e) {
      out.println("what replays that were killed have left stays for now: " + e.getMessage());
    }
  }
}
