package io.sightline.trainer.data;

import io.sightline.trainer.console.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code inspect}: what is in a set, and whether it can be trained on. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    header = "Counts and checks a set of faces.",
    description =
        "Counts and checks a set of faces: a RecordIO file, a folder with one folder for each"
            + " identity, or a verification .bin. Prints how many pictures identities have and who"
            + " wears a mask (truth.jsonl),"
            + " decodes all of them and names what is damaged; more than one in a hundred is exit"
            + " code 1.")
public final class InspectCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "SET",
      description = "train.rec, its folder, a folder of such folders, a folder set, or a .bin")
  private Path path;

  @Option(names = "--sheet", description = "write a contact sheet (PNG) of pictures across the set")
  private Path sheet;

  @Option(names = "--quick", description = "do not decode every picture")
  private boolean quick;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PictureFiles.prepare(sheet);
    try (FaceSet set = open(out)) {
      Damage damage = new Damage(path.toString(), set);
      if (!quick) {
        decodeAll(set, damage, out);
      }
      if (sheet != null) {
        Files.write(sheet, Pictures.png(sheet(set)));
        out.println("contact sheet: " + sheet);
      }
      damage.complaints().forEach(complaint -> out.println("damaged: " + complaint));
      return 0;
    } finally {
      out.flush();
    }
  }

  private FaceSet open(PrintWriter out) {
    if (path.toString().endsWith(".bin")) {
      VerificationSet set = VerificationSet.bin(path);
      long same = set.pairs().stream().filter(VerificationSet.Pair::same).count();
      out.printf(
          "%s: %d pictures, %d pairs of one person, %d of two%n",
          path, set.pictures().size(), same, set.pairs().size() - same);
      return new PairPictures(set);
    }
    FaceSet set = FaceSets.open(path);
    out.printf("%s: %d pictures of %d identities%n", path, set.size(), set.identities());
    out.print(LabelHistogram.of(set));
    out.print(masks(set));
    return set;
  }

  /** Empty when nobody wears one, as far as it is known. */
  private static String masks(FaceSet set) {
    int[] count = new int[MaskWear.values().length];
    IntStream.range(0, set.size()).forEach(i -> count[set.wear(i).ordinal()]++);
    return count[MaskWear.BARE.ordinal()] == set.size()
        ? ""
        : String.format(
            "masks: %d over mouth and nose, %d under the nose, %d under the chin, %d bare%n",
            count[MaskWear.MASKED.ordinal()],
            count[MaskWear.UNDER_NOSE.ordinal()],
            count[MaskWear.UNDER_CHIN.ordinal()],
            count[MaskWear.BARE.ordinal()]);
  }

  private static void decodeAll(FaceSet set, Damage damage, PrintWriter out) {
    AtomicInteger colourless = new AtomicInteger();
    try (ProgressBar bar = Progress.bar("decode", set.size())) {
      for (int from = 0; from < set.size(); from += 1 << 14) {
        IntStream.range(from, Math.min(set.size(), from + (1 << 14)))
            .parallel()
            .mapToObj(i -> problem(set, i, colourless, bar))
            .filter(complaint -> !complaint.isEmpty())
            .toList()
            .forEach(damage::add);
      }
    }
    out.printf("%d damaged, %d without colour%n", damage.count(), colourless.get());
  }

  /** Empty when the picture is sound. */
  private static String problem(FaceSet set, int index, AtomicInteger colourless, ProgressBar bar) {
    try {
      String name = set.name(index);
      if (Picture.crop(Pictures.decode112(set.encoded(index), name)).colourless()) {
        colourless.incrementAndGet();
      }
      return "";
    } catch (FaceDataException e) {
      return e.getMessage();
    } finally {
      bar.step();
    }
  }

  private static Picture sheet(FaceSet set) {
    int tiles = Math.min(96, set.size());
    List<ContactSheet.Tile> sheet = new ArrayList<>();
    for (int t = 0; t < tiles; t++) {
      int index = (int) ((long) t * set.size() / tiles);
      try {
        Picture picture = Picture.crop(Pictures.decode112(set.encoded(index), set.name(index)));
        sheet.add(new ContactSheet.Tile(picture, Integer.toString(set.label(index))));
      } catch (FaceDataException e) {
        sheet.add(new ContactSheet.Tile(Picture.black(Pictures.SIDE, Pictures.SIDE), "damaged"));
      }
    }
    return ContactSheet.of(sheet, 12);
  }
}
