package io.sightline.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.contract.model.ModelBundle;
import io.sightline.local.score.ClipTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Clips of people who do not exist, with the truth about them and whom to enrol: what {@code
 * ./sightline trainer render demo} or {@code render scenes} wrote.
 *
 * @param people to enrol; none of scenes
 */
record DemoSet(List<Clip> clips, List<Person> people, List<Watchlist> watchlists) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param camera id
   */
  record Clip(String camera, Path video, ClipTruth truth) {}

  /**
   * @param key the person in the truth
   * @param watchlist id; empty for none
   */
  record Person(String key, String name, String watchlist, List<Path> photos) {}

  record Watchlist(String id, String name, String severity) {}

  /**
   * @param prefix put before the ids of cameras, people and watchlists, so that sets can be shown
   *     together
   * @throws UserException when the folder holds neither
   */
  static DemoSet open(String prefix, Path folder) throws IOException {
    if (Files.exists(folder.resolve("demo.json"))) {
      return demo(prefix, folder, JSON.readTree(folder.resolve("demo.json").toFile()));
    }
    if (Files.exists(folder.resolve("scenes.json"))) {
      return scenes(prefix, folder, JSON.readTree(folder.resolve("scenes.json").toFile()));
    }
    throw new UserException(
        folder
            + " holds neither demo.json nor scenes.json: make it with ./sightline trainer render demo --out DIR");
  }

  private static DemoSet demo(String prefix, Path folder, JsonNode json) throws IOException {
    double fps = json.required("fps").asDouble();
    int length = (int) Math.round(fps * json.required("seconds").asDouble());
    List<Clip> clips = new ArrayList<>();
    for (JsonNode camera : json.required("cameras")) {
      Path truth = folder.resolve(camera.required("truth").asText());
      clips.add(
          new Clip(
              prefix + camera.required("id").asText(),
              folder.resolve(camera.required("video").asText()),
              ClipTruth.read(prefix, fps, length, truth)));
    }
    List<Watchlist> lists = new ArrayList<>();
    for (JsonNode list : json.required("watchlists")) {
      lists.add(
          new Watchlist(
              prefix + list.required("id").asText(),
              list.required("name").asText(),
              list.required("severity").asText()));
    }
    List<Person> people = new ArrayList<>();
    for (JsonNode person : json.required("enrolled")) {
      List<Path> photos = new ArrayList<>();
      person.required("photos").forEach(photo -> photos.add(folder.resolve(photo.asText())));
      people.add(
          new Person(
              prefix + person.required("identity").asInt(),
              person.required("name").asText(),
              person.has("watchlist") ? prefix + person.get("watchlist").asText() : "",
              photos));
    }
    return new DemoSet(clips, people, lists);
  }

  /** Scenes are played once: their length is not told. */
  private static DemoSet scenes(String prefix, Path folder, JsonNode json) throws IOException {
    List<Clip> clips = new ArrayList<>();
    for (JsonNode camera : json.required("cameras")) {
      String name = camera.required("name").asText();
      Path truth = folder.resolve(name + ".jsonl");
      double fps = json.required("fps").asDouble();
      clips.add(
          new Clip(
              prefix + name,
              folder.resolve(name + ".mp4"),
              ClipTruth.read(prefix, fps, Integer.MAX_VALUE, truth)));
    }
    return new DemoSet(clips, List.of(), List.of());
  }

  /**
   * Several sets as one.
   *
   * @throws UserException when two show the same people, who would then be twins to each other
   */
  static DemoSet all(List<DemoSet> sets) throws IOException {
    Map<String, Person> byPhoto = new HashMap<>();
    for (DemoSet set : sets) {
      for (Person person : set.people) {
        Person twin = byPhoto.put(ModelBundle.sha256(person.photos.get(0)), person);
        if (twin != null) {
          throw new UserException(
              "%s and %s have the same photo: two sets show the same people. Render others with --seed N, and leave out the set in the box's own seed"
                  .formatted(twin.photos.get(0), person.photos.get(0)));
        }
      }
    }
    return new DemoSet(
        sets.stream().flatMap(s -> s.clips.stream()).toList(),
        sets.stream().flatMap(s -> s.people.stream()).toList(),
        sets.stream().flatMap(s -> s.watchlists.stream()).toList());
  }

  /** The truth, by camera. */
  Map<String, ClipTruth> truth() {
    Map<String, ClipTruth> truth = new LinkedHashMap<>();
    clips.forEach(clip -> truth.put(clip.camera(), clip.truth()));
    return truth;
  }
}
