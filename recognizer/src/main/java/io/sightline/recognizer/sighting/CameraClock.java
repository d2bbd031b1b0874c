package io.sightline.recognizer.sighting;

import io.sightline.contract.config.SightingsConfig;
import io.sightline.contract.wire.FrameFaces;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of one camera's time, by which its frames are judged.
 *
 * @param newest capture time of its newest frame
 * @param sequence of its last frame
 * @param recent capture times of the frames within the grace, by which a frame that comes twice is
 *     known: one camera captures no two at the same nanosecond
 * @param tooLate how many frames in a row came too late
 */
record CameraClock(Instant newest, long sequence, List<Instant> recent, int tooLate) {

  static final CameraClock UNSET = new CameraClock(Instant.MIN, -1, List.of(), 0);

  /** So many frames in a row are not late: the camera's clock was set back. */
  private static final int SET_BACK = 10;

  /** What to do with a frame. */
  enum Judgement {
    /** It counts. */
    COUNT,
    /** It counts, and the numbers of the camera's frames have begun anew. */
    RENUMBERED,
    /** It has been seen already. */
    REPEATED,
    /** It is too late to count. */
    TOO_LATE,
    /** The camera's clock was set back: what is open is closed, then it counts. */
    SET_BACK,
    /** It is from the future: it is none of this camera's frames. */
    AHEAD;

    /** Whether its faces are looked at. */
    boolean counts() {
      return this == COUNT || this == RENUMBERED || this == SET_BACK;
    }
  }

  CameraClock {
    recent = List.copyOf(recent);
  }

  /**
   * @param recognisedAt when the frame's record was made
   */
  Judgement judge(FrameFaces frame, Instant recognisedAt, SightingsConfig config) {
    Instant at = frame.capturedAt();
    if (at.isAfter(recognisedAt.plus(config.ahead()))) {
      return Judgement.AHEAD;
    }
    if (recent.contains(at)) {
      return Judgement.REPEATED;
    }
    if (this != UNSET && at.isBefore(newest.minus(config.grace()))) {
      return tooLate + 1 < SET_BACK ? Judgement.TOO_LATE : Judgement.SET_BACK;
    }
    boolean back = frame.sequence() < sequence && at.isAfter(newest);
    return back ? Judgement.RENUMBERED : Judgement.COUNT;
  }

  /** After a frame that was judged so. */
  CameraClock after(FrameFaces frame, Judgement judgement, Duration grace) {
    return switch (judgement) {
      case AHEAD, REPEATED -> this;
      case TOO_LATE -> new CameraClock(newest, sequence, recent, tooLate + 1);
      case SET_BACK -> UNSET.with(frame, grace);
      case COUNT, RENUMBERED -> with(frame, grace);
    };
  }

  private CameraClock with(FrameFaces frame, Duration grace) {
    Instant at = frame.capturedAt();
    Instant now = at.isAfter(newest) ? at : newest;
    List<Instant> kept = new ArrayList<>();
    for (Instant instant : recent) {
      if (!instant.isBefore(now.minus(grace))) {
        kept.add(instant);
      }
    }
    kept.add(at);
    return new CameraClock(now, now == at ? frame.sequence() : sequence, kept, 0);
  }
}
