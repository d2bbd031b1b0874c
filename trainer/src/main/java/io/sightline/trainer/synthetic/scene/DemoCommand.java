package io.sightline.trainer.synthetic.scene;

import io.sightline.trainer.console.Interruption;
import io.sightline.trainer.data.MaskWear;
import io.sightline.trainer.data.Pictures;
import io.sightline.trainer.data.Seeds;
import io.sightline.trainer.synthetic.FaceShot;
import io.sightline.trainer.synthetic.FaceStudio;
import io.sightline.trainer.synthetic.StudioOptions;
import io.sightline.trainer.synthetic.scene.DemoManifest.DemoCamera;
import io.sightline.trainer.synthetic.scene.DemoManifest.Dropout;
import io.sightline.trainer.synthetic.scene.DemoManifest.Watchlist;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code render demo}: the demo cameras' clips, their truth, and photos to enrol. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Renders what the demo ships: four clips of one building, the truth about them, photos to"
          + " enrol, and demo.json, which says who is who.",
      "Who is enrolled is chosen after filming, among those who were seen well.",
      "Ctrl-C ends the clips where they are; nobody is enrolled then."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final int FPS = 6;
  private static final int SECONDS = 40;
  private static final int PEOPLE = 36;
  private static final double MASKED = 0.3;
  private static final double WEAR = 0.2;
  private static final List<Double> CROWDING = List.of(1.0, 1.1, 2.2, 1.2);
  private static final Dropout DROPOUT = new Dropout(15, 22);
  private static final int PHOTOS = 3;
  private static final StudioOptions PHOTOGRAPHER =
      new StudioOptions(100, 112, 12, 8, 3, 0, false, false, 0.15, 0);
  private static final List<Watchlist> LISTS =
      List.of(
          new Watchlist("banned", "Banned from the premises", "high"),
          new Watchlist("vip", "Guests to be welcomed", "low"));
  // Fictitious. By rank: list, or "" for none.
  private static final String[][] BARE = {
    {"Alma Berg", "banned"},
    {"Jonas Lind", "vip"},
    {"Mira Okafor", ""},
    {"Pavel Dusek", ""},
    {"Ines Ferrão", "vip"},
    {"Tomas Reyl", "banned"},
    {"Sana Iqbal", ""}
  };
  private static final String[][] MASKED_ONES = {
    {"Noor Haddad", "banned"}, {"Erik Sand", "vip"}, {"Lucia Moro", ""}
  };

  @Option(names = "--out", required = true, description = "folder for the files")
  private Path out;

  @Option(
      names = "--seed",
      defaultValue = "14",
      description = "same seed, same bytes. Default: ${DEFAULT-VALUE}")
  private long seed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (Interruption stop = new Interruption()) {
      return render(stop);
    }
  }

  private int render(Interruption stop) {
    Footage.folder(out.resolve("photos"));
    List<PlaceKind> kinds = List.of(PlaceKind.values());
    List<Actor> cast = Cast.of(PEOPLE, MASKED, seed);
    Studio studio = new Studio(kinds, cast, CROWDING, WIDTH, HEIGHT, WEAR, seed);
    List<DemoCamera> cameras = kinds.stream().map(DemoCommand::camera).toList();
    Sights sights = film(studio, cameras, stop);
    PrintWriter say = spec.commandLine().getOut();
    if (stop.asked()) {
      say.println(
          "stopped: the clips in " + out + " play as far as they go; no photos, no demo.json");
      say.flush();
      return 1;
    }
    List<DemoManifest.Person> enrolled = new ArrayList<>();
    enrol(cast, sights, false, BARE, enrolled);
    enrol(cast, sights, true, MASKED_ONES, enrolled);
    List<DemoManifest.Unknown> unknown = unknown(cast, sights, enrolled);
    Footage.describe(
        out.resolve("demo.json"),
        new DemoManifest(
            "./sightline trainer render demo --out DIR --seed " + seed,
            WIDTH,
            HEIGHT,
            FPS,
            SECONDS,
            cameras,
            LISTS,
            enrolled,
            unknown));
    say.printf(
        "%d cameras, %d people enrolled, %d unknown, %.1f MB in %s%n",
        cameras.size(), enrolled.size(), unknown.size(), megabytes(), out);
    return 0;
  }

  private static DemoCamera camera(PlaceKind kind) {
    String id = kind.name().toLowerCase(Locale.ROOT);
    String name = kind.name().charAt(0) + id.substring(1);
    Dropout dropout = kind == PlaceKind.ENTRANCE ? DROPOUT : null;
    return new DemoCamera(id, name, kind, id + ".mp4", id + ".jsonl.gz", dropout);
  }

  private Sights film(Studio studio, List<DemoCamera> cameras, Interruption stop) {
    Sights sights = new Sights(FPS);
    List<Footage> footage = new ArrayList<>();
    try (ProgressBar bar = new ProgressBar("render", (long) FPS * SECONDS)) {
      for (DemoCamera camera : cameras) {
        footage.add(new Footage(out, camera.id(), WIDTH, HEIGHT, FPS, true));
      }
      for (int i = 0; i < FPS * SECONDS && !stop.asked(); i++) {
        int frame = i;
        double time = i / (double) FPS;
        studio.shoot(
            frame,
            time,
            (c, shot) -> {
              Dropout gap = cameras.get(c).dropout();
              if (gap == null || time < gap.from() || time >= gap.until()) {
                footage.get(c).add(frame, shot);
                synchronized (sights) {
                  shot.people().forEach(p -> sights.add(cameras.get(c).id(), p));
                }
              }
            });
        bar.step();
      }
    } finally {
      footage.forEach(Footage::close);
    }
    return sights;
  }

  /** Enrols the best seen, bare or masked, as many as there are names. */
  private void enrol(
      List<Actor> cast,
      Sights sights,
      boolean masked,
      String[][] names,
      List<DemoManifest.Person> enrolled) {
    List<Integer> best =
        sights.all().stream()
            .filter(n -> (mask(cast, n) == MaskWear.MASKED) == masked)
            .sorted(Comparator.comparing(sights::score).reversed())
            .limit(names.length)
            .toList();
    for (int i = 0; i < best.size(); i++) {
      int number = best.get(i);
      String list = names[i][1].isEmpty() ? null : names[i][1];
      enrolled.add(
          new DemoManifest.Person(
              number,
              names[i][0],
              mask(cast, number),
              list,
              photos(cast.get(number - 1)),
              sights.of(number)));
    }
  }

  private static MaskWear mask(List<Actor> cast, int number) {
    return cast.get(number - 1).looks().maskState();
  }

  private static List<DemoManifest.Unknown> unknown(
      List<Actor> cast, Sights sights, List<DemoManifest.Person> enrolled) {
    return sights.all().stream()
        .filter(n -> enrolled.stream().noneMatch(p -> p.identity() == n))
        .map(n -> new DemoManifest.Unknown(n, mask(cast, n), sights.of(n)))
        .toList();
  }

  /** On other days than the one of the clips, with other hair and clothes. */
  private List<String> photos(Actor actor) {
    List<FaceShot> shots =
        new FaceStudio(PHOTOGRAPHER)
            .sitting(actor.identity(), actor.number(), 0, PHOTOS, Seeds.mix(seed, actor.number()));
    List<String> files = new ArrayList<>();
    for (int i = 0; i < shots.size(); i++) {
      String file = "photos/" + actor.number() + "-" + (i + 1) + ".jpg";
      try {
        Files.write(out.resolve(file), Pictures.jpeg(shots.get(i).picture(), 88));
      } catch (IOException e) {
        throw new SceneException(out.resolve(file) + " cannot be written: " + e.getMessage(), e);
      }
      files.add(file);
    }
    return files;
  }

  private double megabytes() {
    try (Stream<Path> files = Files.walk(out)) {
      return files.filter(Files::isRegularFile).mapToLong(p -> p.toFile().length()).sum() / 1e6;
    } catch (IOException e) {
      throw new SceneException(out + " cannot be read: " + e.getMessage(), e);
    }
  }
}
