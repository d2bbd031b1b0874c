package io.sightline.indexer;

import io.sightline.contract.wire.AlertAction;
import io.sightline.contract.wire.Codecs;
import io.sightline.indexer.topic.ConfirmedSender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators do, on its way to who judges alerts. Thread-safe. */
record AlertActions(ConfirmedSender sender) {
  private static final Logger LOG = LoggerFactory.getLogger("io.sightline.audit");

  /**
   * Returns when the broker has it.
   *
   * @throws io.sightline.indexer.topic.NotSavedException when that takes too long
   */
  void send(AlertAction action) {
    sender.send(action.alertId(), Codecs.ALERT_ACTION.encode(action));
    LOG.info(
        "alert {}: {} by {}{}{} (action {})",
        action.alertId(),
        action.kind(),
        AuditLog.oneLine(action.by()),
        action.kind() == AlertAction.Kind.CLOSE ? ", " + action.verdict() : "",
        action.notThisPerson() ? ", not this person" : "",
        AuditLog.oneLine(action.id()));
  }
}
