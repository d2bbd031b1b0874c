package io.sightline.indexer;

import io.sightline.contract.wire.AlertAction;
import io.sightline.contract.wire.Codecs;
import io.sightline.indexer.topic.ConfirmedSender;

/** What operators do, on its way to who judges alerts. Thread-safe. */
record AlertActions(ConfirmedSender sender) {
  /**
   * Returns when the broker has it.
   *
   * @throws io.sightline.indexer.topic.NotSavedException when that takes too long
   */
  void send(AlertAction action) {
    sender.send(action.alertId(), Codecs.ALERT_ACTION.encode(action));
  }
}
