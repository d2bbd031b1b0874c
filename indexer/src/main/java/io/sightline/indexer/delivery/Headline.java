package io.sightline.indexer.delivery;

import io.sightline.contract.service.OneLine;
import io.sightline.contract.wire.Alert;
import java.util.Locale;

/** An alert in one line. */
final class Headline {

  private Headline() {}

  static String of(Alert alert) {
    String line =
        "%s: %s at %s (%s)%s"
            .formatted(
                alert.severity(),
                who(alert),
                alert.sighting().cameraId(),
                alert.watchlistName(),
                alert.state() == Alert.State.NEW
                    ? ""
                    : ", " + alert.state().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    return OneLine.of(line);
  }

  static String who(Alert alert) {
    return alert.identityId().isEmpty() ? "somebody unknown" : alert.displayName();
  }
}
