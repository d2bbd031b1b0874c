package io.sightline.local.score;

import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.BestShot;
import io.sightline.local.score.Playback.Shown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether alerts were right, each as it was first raised: what is corrected later was false.
 *
 * @param falseOnes alerts whose picture does not show the person that they name
 */
record AlertScore(Proportion falseOnes) {

  static AlertScore of(Playback playback, List<Alert> versions, Scene scene) {
    Map<String, Alert> raised = new LinkedHashMap<>();
    versions.stream()
        .filter(a -> !a.identityId().isEmpty())
        .forEach(a -> raised.putIfAbsent(a.id(), a));
    long wrong = raised.values().stream().filter(a -> !right(playback, a, scene)).count();
    return new AlertScore(new Proportion((int) wrong, raised.size()));
  }

  private static boolean right(Playback playback, Alert alert, Scene scene) {
    BestShot shot = alert.sighting().bestShot();
    return playback
        .shown(alert.sighting().cameraId(), shot.capturedAt(), shot.box())
        .map(Shown::walk)
        .filter(w -> scene.is(alert.identityId(), w.person()))
        .isPresent();
  }
}
