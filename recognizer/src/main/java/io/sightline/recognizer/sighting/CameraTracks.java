package io.sightline.recognizer.sighting;

import java.util.List;

/**
 * What is open before one camera: the value in the state store.
 *
 * @param lastArrival wall-clock milliseconds at which its last frame was processed
 */
record CameraTracks(List<Track> open, long lastArrival) {

  static final CameraTracks NONE = new CameraTracks(List.of(), 0);
}
