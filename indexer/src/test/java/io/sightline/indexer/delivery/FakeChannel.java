package io.sightline.indexer.delivery;

import io.sightline.contract.wire.Alert;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes all but what it is told not to. */
final class FakeChannel implements Channel {
  final Map<String, Exception> failing = new HashMap<>();
  final List<String> taken = new ArrayList<>();
  final List<Optional<Delivery>> told = new ArrayList<>();

  @Override
  public String kind() {
    return "log";
  }

  @Override
  public String target() {
    return "here";
  }

  @Override
  public String deliver(Alert alert, Optional<Delivery> before) throws ChannelException {
    String message = alert.sighting().id() + "-" + alert.version();
    Exception failure = failing.getOrDefault(message, failing.get(alert.sighting().cameraId()));
    if (failure instanceof ChannelException e) {
      throw e;
    } else if (failure instanceof RuntimeException e) {
      throw e;
    }
    taken.add(message);
    told.add(before);
    return "";
  }

  @Override
  public String memory(Alert alert) {
    return "version " + alert.version();
  }
}
