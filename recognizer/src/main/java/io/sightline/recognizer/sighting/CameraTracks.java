package io.sightline.recognizer.sighting;

import java.util.List;

/** What is open before one camera, and its time: the value in the state store. */
record CameraTracks(List<Track> open, CameraClock clock) {

  static final CameraTracks NONE = new CameraTracks(List.of(), CameraClock.UNSET);

  CameraTracks {
    open = List.copyOf(open);
  }
}
