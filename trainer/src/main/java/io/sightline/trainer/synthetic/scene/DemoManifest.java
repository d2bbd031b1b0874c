package io.sightline.trainer.synthetic.scene;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sightline.trainer.data.MaskWear;
import java.util.List;

/**
 * What there is to know of the demo cameras: demo.json beside their clips.
 *
 * @param command that makes all of it
 * @param seconds length of each clip's timeline
 * @param enrolled people to enrol, best seen first
 * @param unknown numbers of the others who are seen
 */
record DemoManifest(
    String command,
    int width,
    int height,
    int fps,
    int seconds,
    List<DemoCamera> cameras,
    List<Watchlist> watchlists,
    List<Person> enrolled,
    List<Unknown> unknown) {

  /**
   * A camera.
   *
   * @param video file
   * @param truth file, one line for each face in each frame
   * @param dropout when it sends nothing, or null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DemoCamera(
      String id, String name, PlaceKind place, String video, String truth, Dropout dropout) {}

  /** Seconds from the start, until exclusive. */
  record Dropout(double from, double until) {}

  record Watchlist(String id, String name, String severity) {}

  /**
   * Somebody enrolled.
   *
   * @param identity number in the truth
   * @param mask as worn in the clips; photos show the bare face
   * @param watchlist id, or null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Person(
      int identity,
      String name,
      MaskWear mask,
      String watchlist,
      List<String> photos,
      List<Seen> seen) {}

  /** Somebody whom nobody knows. */
  record Unknown(int identity, MaskWear mask, List<Seen> seen) {}

  /**
   * A walk through a camera's view.
   *
   * @param from seconds, first frame with a face towards the camera
   * @param until the last one
   * @param good frames in which the face is large, towards the camera and not hidden
   */
  record Seen(String camera, int track, double from, double until, int good) {}
}
