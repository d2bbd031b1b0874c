package io.sightline.indexer;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of a batch, apart from what is in the index now.
 *
 * @param retry what the index could not take now
 * @param reason why not; empty when there is nothing to retry
 * @param refused what it will never take
 */
record WriteResult(List<Pending> retry, String reason, List<Refused> refused) {

  record Refused(Pending pending, String reason) {}

  static WriteResult later(List<Pending> batch, String reason) {
    return new WriteResult(batch, reason, List.of());
  }

  static WriteResult never(Pending pending, String reason) {
    return new WriteResult(List.of(), "", List.of(new Refused(pending, reason)));
  }

  WriteResult and(WriteResult other) {
    List<Pending> allRetry = new ArrayList<>(retry);
    allRetry.addAll(other.retry);
    List<Refused> allRefused = new ArrayList<>(refused);
    allRefused.addAll(other.refused);
    return new WriteResult(allRetry, reason.isEmpty() ? other.reason : reason, allRefused);
  }
}
