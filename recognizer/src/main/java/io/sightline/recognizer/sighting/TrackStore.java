package io.sightline.recognizer.sighting;

import io.sightline.contract.wire.Sighting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The tracks of a task's cameras: decoded in memory, and in two state stores, of which one is
 * written with every frame and the other only when a best shot has changed. Not thread-safe.
 */
final class TrackStore {
  private static final String TRACKS = "tracks";
  private static final String CROPS = "crops";

  private final Map<String, CameraTracks> known = new HashMap<>();
  private final KeyValueStore<String, CameraTracks> tracks;
  private final KeyValueStore<String, byte[]> crops;

  TrackStore(ProcessorContext<String, byte[]> context) {
    tracks = context.getStateStore(TRACKS);
    crops = context.getStateStore(CROPS);
    try (KeyValueIterator<String, CameraTracks> all = tracks.all()) {
      all.forEachRemaining(e -> known.put(e.key, whole(e.value)));
    }
  }

  /** In memory: a few open tracks a camera; the changelogs bring them back. */
  static List<StoreBuilder<?>> builders() {
    return List.of(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(TRACKS), Serdes.String(), CameraTracksSerde.serde()),
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(CROPS), Serdes.String(), Serdes.ByteArray()));
  }

  CameraTracks get(String camera) {
    return known.getOrDefault(camera, CameraTracks.NONE);
  }

  /** All cameras; a copy. */
  Map<String, CameraTracks> all() {
    return Map.copyOf(known);
  }

  void put(String camera, CameraTracks now) {
    Map<String, byte[]> before = new HashMap<>();
    get(camera).open().forEach(t -> before.put(t.sighting().id(), crop(t)));
    for (Track track : now.open()) {
      if (before.remove(track.sighting().id()) != crop(track)) {
        crops.put(track.sighting().id(), crop(track));
      }
    }
    before.keySet().forEach(crops::delete);
    tracks.put(camera, now);
    known.put(camera, now);
  }

  /** With the crops; those of the first format have them, and are written where they belong. */
  private CameraTracks whole(CameraTracks stored) {
    List<Track> open = stored.open().stream().map(this::whole).toList();
    return new CameraTracks(open, stored.clock());
  }

  private Track whole(Track track) {
    Sighting s = track.sighting();
    byte[] crop = crops.get(s.id());
    if (crop == null) {
      crops.put(s.id(), crop(track));
      return track;
    }
    return track.with(s.with(s.bestShot().withCrop(crop), s.embedding()));
  }

  private static byte[] crop(Track track) {
    return track.sighting().bestShot().crop();
  }
}
