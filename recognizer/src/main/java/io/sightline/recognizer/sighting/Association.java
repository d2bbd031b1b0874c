package io.sightline.recognizer.sighting;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.face.FaceBox;
import io.sightline.contract.wire.FaceObservation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jgrapht.alg.matching.MaximumWeightBipartiteMatching;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;

/**
 * Decides which face of a frame continues which track: the assignment with the greatest sum of box
 * overlap and similarity. Thread-safe.
 *
 * <p>A pair is possible when the boxes overlap enough and the faces are not plainly two people's,
 * or when they are plainly one person's and the way between is not too far for the time: that
 * carries a track over an occlusion.
 */
final class Association {
  static final int NONE = -1;

  /** Heights of the box a second that somebody may have moved while nobody saw. */
  private static final float FASTEST = 4;

  /** Below this quality an embedding says little about who it is not. */
  private static final float TELLING = 0.3f;

  private final float overlap;
  private final float same;

  private record Pair(int track, int face, float benefit) {}

  /**
   * @param overlap intersection over union that is enough
   * @param same similarity from which two faces are plainly one person's; below half of it they are
   *     plainly not
   */
  Association(float overlap, float same) {
    this.overlap = overlap;
    this.same = same;
  }

  /** For each face the index of its track, or {@link #NONE}. */
  int[] assign(List<Track> tracks, List<FaceObservation> faces, Instant at) {
    List<Pair> pairs = new ArrayList<>();
    for (int t = 0; t < tracks.size(); t++) {
      FaceBox expected = tracks.get(t).motion().predicted(at);
      for (int f = 0; f < faces.size(); f++) {
        float benefit = benefit(tracks.get(t), expected, faces.get(f), at);
        if (benefit > 0) {
          pairs.add(new Pair(t, f, benefit));
        }
      }
    }
    int[] trackOf = new int[faces.size()];
    Arrays.fill(trackOf, NONE);
    if (clear(pairs, tracks.size(), faces.size())) {
      pairs.forEach(p -> trackOf[p.face()] = p.track());
    } else {
      solve(pairs, tracks.size(), trackOf);
    }
    return trackOf;
  }

  /** What the pair is worth; 0 when it cannot be. */
  private float benefit(Track track, FaceBox expected, FaceObservation face, Instant at) {
    Embedding seen = track.sighting().embedding();
    if (!seen.space().equals(face.embedding().space())
        || seen.values().length != face.embedding().values().length) {
      return 0;
    }
    float iou = expected.iou(face.box());
    float similarity = track.similarity(face.embedding());
    boolean telling = Math.min(face.quality().score(), track.quality()) >= TELLING;
    // What says little is believed for as long as the place says more, and no longer.
    boolean excused = !telling && track.motion().knows(at);
    boolean near = iou >= overlap && (similarity >= same / 2 || excused);
    if (near || similarity >= same && within(track, expected, face.box(), at)) {
      return Math.max(0.001f, iou + Math.max(0, similarity));
    }
    return 0;
  }

  /**
   * Whether a face that says little goes on with a track only for where it is: it is unlike what
   * the track shows well, be it that somebody turns away or that another has stepped into the
   * place.
   */
  boolean byPlaceAlone(Track track, FaceObservation face) {
    return track.quality() >= TELLING
        && face.quality().score() < TELLING
        && track.similarity(face.embedding()) < same / 2;
  }

  private static boolean within(Track track, FaceBox expected, FaceBox seen, Instant at) {
    float x = expected.x() + expected.width() / 2 - seen.x() - seen.width() / 2;
    float y = expected.y() + expected.height() / 2 - seen.y() - seen.height() / 2;
    float reach = (1 + FASTEST * Math.abs(track.motion().seconds(at))) * expected.height();
    return x * x + y * y <= reach * reach;
  }

  /** Nobody competes: the usual frame, and no assignment problem. */
  private static boolean clear(List<Pair> pairs, int tracks, int faces) {
    boolean[] track = new boolean[tracks];
    boolean[] face = new boolean[faces];
    for (Pair p : pairs) {
      if (track[p.track()] || face[p.face()]) {
        return false;
      }
      track[p.track()] = true;
      face[p.face()] = true;
    }
    return true;
  }

  private static void solve(List<Pair> pairs, int tracks, int[] trackOf) {
    // Vertices: the tracks, then the faces.
    var graph = new SimpleWeightedGraph<Integer, DefaultWeightedEdge>(DefaultWeightedEdge.class);
    IntStream.range(0, tracks + trackOf.length).forEach(graph::addVertex);
    for (Pair p : pairs) {
      graph.setEdgeWeight(graph.addEdge(p.track(), tracks + p.face()), p.benefit());
    }
    var matching =
        new MaximumWeightBipartiteMatching<>(
            graph, range(0, tracks), range(tracks, tracks + trackOf.length));
    for (DefaultWeightedEdge edge : matching.getMatching()) {
      int a = graph.getEdgeSource(edge);
      int b = graph.getEdgeTarget(edge);
      trackOf[Math.max(a, b) - tracks] = Math.min(a, b);
    }
  }

  private static Set<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().collect(Collectors.toSet());
  }
}
