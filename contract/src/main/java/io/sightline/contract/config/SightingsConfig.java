package io.sightline.contract.config;

import java.time.Duration;

/**
 * When a track is a sighting. Key {@code sightings}.
 *
 * @param confirmFrames face observations a track needs before it is told of
 * @param absence a sighting ends when its person was not seen for this long, by capture time
 * @param iou overlap that two boxes of one person have in successive frames at the least
 */
public record SightingsConfig(Integer confirmFrames, Duration absence, Double iou) {

  public SightingsConfig {
    confirmFrames = confirmFrames == null ? 3 : confirmFrames;
    absence = absence == null ? Duration.ofSeconds(3) : absence;
    iou = iou == null ? 0.3 : iou;
    new Problems()
        .range("confirm_frames", confirmFrames, 1, 1000)
        .range("absence", absence.toMillis() / 1000.0, 0.1, 3600)
        .range("iou", iou, 0.01, 0.99)
        .raise();
  }
}
