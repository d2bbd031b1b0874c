package io.sightline.local;

import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.Sighting;
import java.time.Duration;
import java.util.List;

/** Shows nothing: names of people must not get into logs that outlive every retention. */
final class QuietView implements RunView {

  @Override
  public void begin() {}

  @Override
  public void sighting(Sighting sighting) {}

  @Override
  public void alert(Alert alert) {}

  @Override
  public void tick(Duration since, List<CameraRow> cameras) {}
}
