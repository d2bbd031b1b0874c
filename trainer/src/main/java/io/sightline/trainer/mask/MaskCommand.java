package io.sightline.trainer.mask;

import io.sightline.trainer.console.Progress;
import io.sightline.trainer.data.ContactSheet;
import io.sightline.trainer.data.Damage;
import io.sightline.trainer.data.FaceDataException;
import io.sightline.trainer.data.Picture;
import io.sightline.trainer.data.PictureFiles;
import io.sightline.trainer.data.Pictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mask}: a masked copy of a folder of aligned crops. */
@Command(
    name = "mask",
    mixinStandardHelpOptions = true,
    header = "Draws masks on aligned faces.",
    description =
        "Draws masks on aligned faces: square pictures, eyes and mouth in the usual places.")
public final class MaskCommand implements Callable<Integer> {
  private static final int SHEET = 48;

  @Option(
      names = {"--in", "--path"},
      required = true,
      description = "folder of aligned crops, with its folders, or one picture")
  private Path in;

  @Option(names = "--out", description = "folder for the copy; names stay as they are")
  private Path out;

  @Option(
      names = "--preview",
      description = "also, or only, a contact sheet (PNG or JPEG) of the first 48")
  private Path preview;

  @Option(names = "--seed", defaultValue = "1", description = "same seed, same masks. Default: 1")
  private long seed;

  @Option(
      names = {"--write_original_image", "--write-original-image"},
      description = "copy the bare pictures too; masked ones then end in the mask's type")
  private boolean originals;

  @Mixin private MaskOptions masks;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (out == null && preview == null) {
      throw new ParameterException(spec.commandLine(), "say --out DIR, --preview FILE, or both");
    }
    try {
      masks.check();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
    PictureFiles.prepare(preview);
    run(PictureFiles.under(in));
    return 0;
  }

  private void run(List<Path> files) throws IOException {
    if (preview != null) {
      write(sheet(files), preview);
    }
    if (out == null) {
      return;
    }
    Damage damage = new Damage(in.toString(), files.size());
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    try (ProgressBar bar = Progress.bar("mask", files.size())) {
      IntStream.range(0, files.size())
          .parallel()
          .filter(i -> failure.get() == null)
          .forEach(
              i -> {
                // Thrown from here, it would leave the other threads writing.
                try {
                  copy(files.get(i), i, damage);
                } catch (RuntimeException e) {
                  failure.compareAndSet(null, e);
                }
                bar.step();
              });
    }
    if (failure.get() != null) {
      throw failure.get();
    }
    spec.commandLine()
        .getOut()
        .printf("%d pictures masked, %d damaged%n", files.size() - damage.count(), damage.count());
  }

  private void copy(Path file, int index, Damage damage) {
    try {
      Picture crop = crop(file);
      for (Worn worn : wear(crop, index)) {
        boolean named = originals || "all".equals(masks.type);
        write(worn.picture(), target(file, named ? "_" + worn.type().label() : ""));
      }
      if (originals) {
        write(crop, target(file, ""));
      }
    } catch (FaceDataException e) {
      damage.add(e.getMessage());
    }
  }

  private record Worn(MaskType type, Picture picture) {}

  private List<Worn> wear(Picture crop, int index) {
    SplittableRandom random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L + index);
    return masks.looks(index, random).stream()
        .map(look -> new Worn(look.type(), Masks.wear(crop, look, random)))
        .toList();
  }

  private static Picture crop(Path file) {
    Picture picture = PictureFiles.read(file);
    if (picture.width() != picture.height()) {
      throw new FaceDataException(
          file
              + ": "
              + picture.width()
              + "x"
              + picture.height()
              + " pixels; an aligned crop is square");
    }
    return picture;
  }

  private Path target(Path file, String suffix) {
    Path name = Files.isDirectory(in) ? in.relativize(file) : file.getFileName();
    String text = name.toString();
    int dot = text.lastIndexOf('.');
    String extension = text.substring(dot);
    boolean kept = extension.toLowerCase(Locale.ROOT).matches("\\.(jpe?g|png)");
    return out.resolve(text.substring(0, dot) + suffix + (kept ? extension : ".png"));
  }

  private static void write(Picture picture, Path target) {
    try {
      Files.createDirectories(target.toAbsolutePath().getParent());
      boolean png = target.toString().toLowerCase(Locale.ROOT).endsWith(".png");
      Files.write(target, png ? Pictures.png(picture) : Pictures.jpeg(picture, 95));
    } catch (IOException e) {
      throw new UncheckedIOException(target + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** What cannot be read is left out, and named once. */
  private Picture sheet(List<Path> files) {
    Set<String> left = new LinkedHashSet<>();
    List<ContactSheet.Tile> tiles = new ArrayList<>();
    for (int i = 0; tiles.size() < SHEET && i < Math.max(SHEET, files.size()); i++) {
      try {
        Picture crop = crop(files.get(i % files.size()));
        wear(crop, i).forEach(w -> tiles.add(new ContactSheet.Tile(w.picture(), w.type().label())));
      } catch (FaceDataException e) {
        left.add(e.getMessage());
      }
    }
    left.forEach(complaint -> spec.commandLine().getErr().println("left out: " + complaint));
    if (tiles.isEmpty()) {
      throw new FaceDataException(in + ": none of its pictures can be shown");
    }
    return ContactSheet.of(tiles, 8);
  }
}
