package io.sightline.local.score;

import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.FrameFaces;
import io.sightline.contract.wire.Sighting;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a run left in its topics.
 *
 * @param frames capture times of what each camera published, in order
 * @param faces of all frames that were recognised
 * @param sightings every version of every sighting, in order
 * @param alerts every version of every alert, in order
 */
public record Recorded(
    Map<String, List<Instant>> frames,
    List<FrameFaces> faces,
    List<Sighting> sightings,
    List<Alert> alerts) {}
