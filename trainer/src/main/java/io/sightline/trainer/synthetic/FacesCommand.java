package io.sightline.trainer.synthetic;

import com.sun.management.OperatingSystemMXBean;
import io.sightline.trainer.console.Interruption;
import io.sightline.trainer.data.ContactSheet;
import io.sightline.trainer.data.FaceDataException;
import io.sightline.trainer.data.Picture;
import io.sightline.trainer.data.Pictures;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code render faces}: faces of people who do not exist, with the truth attached. */
@Command(
    name = "faces",
    mixinStandardHelpOptions = true,
    description = {
      "Renders faces of people who do not exist, with truth.jsonl beside them.",
      "Ctrl-C ends the set with the pictures that are done."
    })
public final class FacesCommand implements Callable<Integer> {
  private static final int SHEET = 96;

  @ArgGroup(multiplicity = "1")
  private Target target;

  private static final class Target {
    @Option(names = "--out", description = "folder: one folder a person, JPEGs in it")
    private Path out;

    @Option(names = "--rec", description = "RecordIO set: its folder, or train.rec in it")
    private Path rec;
  }

  @Mixin private PeopleOptions who;

  @Option(
      names = "--threads",
      description = "change nothing but the time. Default: one for each processor")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--whole", description = "pictures as cameras send them, not 112x112 crops")
  private boolean whole;

  @Option(
      names = "--masked",
      defaultValue = "0.3",
      description = "share with a face mask, worn right or not. Default: 0.3")
  private double masked;

  @Option(
      names = "--yaw",
      defaultValue = "75",
      description = "widest turn from the camera, degrees. Default: 75")
  private double yaw;

  @Option(names = "--pitch", defaultValue = "30", description = "widest tilt, degrees. Default: 30")
  private double pitch;

  @Option(
      names = "--roll",
      defaultValue = "5",
      description = "usual tilt aside, degrees. Default: 5")
  private double roll;

  @Option(
      names = "--smallest",
      defaultValue = "36",
      description = "size of a face as the camera sees it, pixels. Default: 36")
  private double smallest;

  @Option(names = "--largest", defaultValue = "170", description = "pixels. Default: 170")
  private double largest;

  @Option(
      names = "--bad",
      defaultValue = "1",
      description = "how bad cameras get: 0 only good ones, to 1. Default: 1")
  private double bad;

  @Option(
      names = "--overhead",
      defaultValue = "0",
      description = "share taken from above, as by cameras under a ceiling. Default: 0")
  private double overhead;

  @Option(names = "--plain", description = "no hats, scarves, hoods or glasses")
  private boolean plain;

  @Option(
      names = "--dressed",
      defaultValue = "0",
      description =
          "share with glasses, and share with something on the head, whoever it is: to train by."
              + " Default: 0, as people wear them")
  private double dressed;

  @Option(
      names = "--same-looks",
      defaultValue = "4",
      description = "pictures in which somebody looks the same, at most. Default: 4")
  private int sameLooks;

  @Option(
      names = "--landmark-error",
      defaultValue = "0.02",
      description = "of the alignment, in distances between the eyes. Default: 0.02")
  private double landmarkError;

  @Option(names = "--quality", defaultValue = "95", description = "of the JPEGs. Default: 95")
  private int quality;

  @Option(
      names = "--sheet",
      description = "also a contact sheet (PNG or JPEG) of 96 of the same size")
  private Path sheet;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    checkRecords();
    RenderedPeople people = people();
    try (Interruption stop = new Interruption()) {
      long start = System.nanoTime();
      double worked = processorSeconds();
      int done = render(people, stop);
      double seconds = (System.nanoTime() - start) / 1e9;
      double work = processorSeconds() - worked;
      PrintWriter out = spec.commandLine().getOut();
      int each = people.perIdentity();
      out.printf(
          "%d faces of %d people in %.1f s, %.1f a second; %.1f for each second of a core%n",
          done, (done + each - 1) / each, seconds, done / seconds, done / work);
      if (done < people.pictures()) {
        out.printf("stopped: %d faces were asked for%n", people.pictures());
      }
      out.flush();
    }
    return 0;
  }

  /** Says how many pictures were taken. */
  private int render(RenderedPeople people, Interruption stop) throws Exception {
    List<ContactSheet.Tile> tiles = new ArrayList<>();
    int done;
    try (FaceSink sink = open();
        ProgressBar bar = new ProgressBar("faces", people.pictures())) {
      done =
          people.render(
              threads,
              stop::asked,
              picture -> {
                sink.add(picture.jpeg(), picture.truth());
                if (sheet != null && tiles.size() < SHEET) {
                  show(picture.jpeg(), tiles);
                }
                bar.step();
              });
      if (done > 0) {
        sink.finish();
      }
    }
    if (!tiles.isEmpty()) {
      Picture drawn = ContactSheet.of(tiles, 12);
      boolean png = sheet.toString().endsWith(".png");
      Files.write(sheet, png ? Pictures.png(drawn) : Pictures.jpeg(drawn, 90));
    }
    return done;
  }

  /** That all threads of this process have had; NaN where the platform does not say. */
  private static double processorSeconds() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuTime() / 1e9
        : Double.NaN;
  }

  /** A sheet's pictures are of one size: that of the first. */
  private static void show(byte[] jpeg, List<ContactSheet.Tile> tiles) {
    Picture shown = Pictures.decode(jpeg, "rendered");
    if (tiles.isEmpty() || tiles.get(0).picture().width() == shown.width()) {
      tiles.add(new ContactSheet.Tile(shown, ""));
    }
  }

  /** A set's file has one name: another would mean to write over the set that lies beside it. */
  private void checkRecords() {
    Path rec = target.rec;
    if (rec != null && rec.toString().endsWith(".rec") && !rec.endsWith(FaceSink.RECORDS)) {
      throw new ParameterException(
          spec.commandLine(),
          "--rec is the set's folder, or " + FaceSink.RECORDS + " in it, not " + rec);
    }
  }

  private RenderedPeople people() {
    int identities = who.identities();
    int perIdentity = who.perIdentity(20);
    boolean tooMany = (long) identities * perIdentity > 1 << 24;
    if (identities < 1
        || perIdentity < 1
        || tooMany
        || threads < 1
        || quality < 1
        || quality > 100) {
      throw new ParameterException(
          spec.commandLine(),
          "--identities, --per-identity and --threads from 1, at most 2^24 faces in all, --quality"
              + " from 1 to 100");
    }
    try {
      StudioOptions options =
          new StudioOptions(
              smallest, largest, yaw, pitch, roll, masked, !plain, true, bad, overhead, dressed,
              sameLooks);
      return new RenderedPeople(
          options, identities, perIdentity, who.seed(), whole, landmarkError, quality);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private FaceSink open() {
    Path path = target.rec != null ? target.rec : target.out;
    try {
      return target.rec != null ? FaceSink.records(path) : FaceSink.folders(path);
    } catch (IOException e) {
      throw new FaceDataException(path + " cannot be written: " + e, e);
    }
  }
}
