package io.sightline.contract.config;

import java.time.Duration;

/**
 * When a track is a sighting. Key {@code sightings}.
 *
 * @param confirmFrames face observations a track needs before it is told of
 * @param absence a sighting ends when its person was not seen for this long, by capture time
 * @param iou overlap of a face's box with the one its track was expected to have, at the least
 * @param grace how far behind its camera's newest frame a frame may come and still count, by
 *     capture time
 * @param ahead how far a capture time may lie ahead of the time at which the frame was recognised
 */
public record SightingsConfig(
    Integer confirmFrames, Duration absence, Double iou, Duration grace, Duration ahead) {

  public SightingsConfig {
    confirmFrames = confirmFrames == null ? 3 : confirmFrames;
    absence = absence == null ? Duration.ofSeconds(3) : absence;
    iou = iou == null ? 0.3 : iou;
    grace = grace == null ? Duration.ofSeconds(1) : grace;
    ahead = ahead == null ? Duration.ofSeconds(10) : ahead;
    new Problems()
        .range("confirm_frames", confirmFrames, 1, 1000)
        .range("absence", absence.toMillis() / 1000.0, 0.1, 3600)
        .range("iou", iou, 0.01, 0.99)
        .range("grace", grace.toMillis() / 1000.0, 0, 60)
        .range("ahead", ahead.toMillis() / 1000.0, 0, 86_400)
        .raise();
  }
}
