package io.sightline.local;

import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.Sighting;
import java.time.Duration;
import java.util.List;

/** What people see of a run while it goes on. Thread-safe. */
interface RunView {

  /** The cameras start now. */
  void begin();

  /** Another version of a sighting was told. */
  void sighting(Sighting sighting);

  /** Another version of an alert was told. */
  void alert(Alert alert);

  /**
   * Called every second.
   *
   * @param since the cameras started
   */
  void tick(Duration since, List<CameraRow> cameras);
}
