package io.sightline.trainer.synthetic.scene;

import io.sightline.trainer.console.Interruption;
import io.sightline.trainer.synthetic.SeedOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code render scenes}: what several cameras see of people who walk about. */
@Command(
    name = "scenes",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Renders videos of people in CCTV-like places, and the truth about them.",
    description = {
      "Renders videos of people in CCTV-like places: camera-1.mp4 (H.264) and camera-1.jsonl,"
          + " which has a line for each face in each frame, and so on; and scenes.json.",
      "Ctrl-C ends the videos where they are."
    })
public final class ScenesCommand implements Callable<Integer> {
  /** Buffers of a camera, bytes a pixel; and what people and program need. */
  private static final long BYTES = 112;

  private static final long REST = 250L << 20;

  @Option(names = "--cameras", required = true, description = "how many, 1 to 32")
  private int cameras;

  @Option(names = "--seconds", required = true, description = "length of the videos")
  private double seconds;

  @Option(names = "--out", required = true, description = "folder for the files")
  private Path out;

  @Option(
      names = "--place",
      split = ",",
      description =
          "what the cameras look at, in turn: ${COMPLETION-CANDIDATES}. The same again is the same"
              + " place from another side. Default: all")
  private List<PlaceKind> places = List.of(PlaceKind.values());

  @Option(names = "--people", description = "how many walk about. Default: 8 for each camera")
  private Integer people;

  @Option(
      names = "--masked",
      defaultValue = "0.3",
      description = "share of them with a face mask. Default: ${DEFAULT-VALUE}")
  private double masked;

  @Option(names = "--fps", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}")
  private int fps;

  @Option(
      names = "--size",
      defaultValue = "1280x720",
      description = "of the pictures. Default: ${DEFAULT-VALUE}")
  private String size;

  @Option(
      names = "--wear",
      defaultValue = "0.35",
      description =
          "0 for good cameras to 1 for bad ones: noise, blur, colour. Default: ${DEFAULT-VALUE}")
  private double wear;

  @Mixin private SeedOption seed;

  @Spec private CommandSpec spec;

  /** What scenes.json says. */
  record Description(
      long seed, int fps, int width, int height, List<CameraEntry> cameras, List<Person> people) {}

  record CameraEntry(String name, PlaceKind place) {}

  /** An identity is made again from its seed. */
  record Person(int identity, long seed) {}

  @Override
  public Integer call() {
    int[] pixels = pixels();
    check(cameras >= 1 && cameras <= 32, "--cameras is 1 to 32, not " + cameras);
    check(seconds > 0, "--seconds is more than 0, not " + seconds);
    check(fps >= 1 && fps <= 60, "--fps is 1 to 60, not " + fps);
    check(people == null || people >= 0, "--people is not less than 0");
    check(masked >= 0 && masked <= 1, "--masked is a share, 0 to 1");
    check(wear >= 0 && wear <= 1, "--wear is 0 to 1");
    long need = BYTES * cameras * pixels[0] * pixels[1] + REST;
    check(
        need < Runtime.getRuntime().maxMemory(),
        "so many cameras of this size need " + (need >> 20) + " MB: set SIGHTLINE_HEAP, as to 4g");
    List<PlaceKind> kinds = new ArrayList<>();
    for (int i = 0; i < cameras; i++) {
      kinds.add(places.get(i % places.size()));
    }
    Footage.folder(out);
    List<Actor> cast = Cast.of(people == null ? 8 * cameras : people, masked, seed.seed());
    Studio studio = new Studio(kinds, cast, List.of(), pixels[0], pixels[1], wear, seed.seed());
    describe(studio, cast, pixels);
    int frames = film(studio, pixels);
    spec.commandLine().getOut().printf("%d cameras, %d frames each, in %s%n", cameras, frames, out);
    return 0;
  }

  private void describe(Studio studio, List<Actor> cast, int[] pixels) {
    List<CameraEntry> entries = new ArrayList<>();
    for (int i = 0; i < cameras; i++) {
      entries.add(new CameraEntry("camera-" + (i + 1), studio.kind(i)));
    }
    List<Person> all = cast.stream().map(a -> new Person(a.number(), a.identity().seed())).toList();
    Footage.describe(
        out.resolve("scenes.json"),
        new Description(seed.seed(), fps, pixels[0], pixels[1], entries, all));
  }

  /** Says how many frames each camera took. */
  private int film(Studio studio, int[] pixels) {
    int count = (int) Math.ceil(seconds * fps);
    int done = 0;
    List<Footage> footage = new ArrayList<>();
    try (Interruption stop = new Interruption();
        ProgressBar bar = new ProgressBar("render", (long) count * cameras)) {
      try {
        for (int i = 1; i <= cameras; i++) {
          footage.add(new Footage(out, "camera-" + i, pixels[0], pixels[1], fps, false));
        }
        while (done < count && !stop.asked()) {
          int frame = done++;
          studio.shoot(
              frame,
              frame / (double) fps,
              (camera, shot) -> {
                footage.get(camera).add(frame, shot);
                bar.step();
              });
        }
      } finally {
        footage.forEach(Footage::close);
      }
    }
    return done;
  }

  private int[] pixels() {
    if (!size.matches("\\d{2,4}x\\d{2,4}")) {
      throw new ParameterException(
          spec.commandLine(), "--size is WIDTHxHEIGHT, as 1280x720, not '" + size + "'");
    }
    String[] sides = size.split("x");
    int[] pixels = {Integer.parseInt(sides[0]), Integer.parseInt(sides[1])};
    check(
        pixels[0] % 2 == 0 && pixels[1] % 2 == 0 && pixels[0] >= 64 && pixels[1] >= 64,
        "--size has even sides of 64 and more: H.264 stores colour for 2x2 pixels");
    return pixels;
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
