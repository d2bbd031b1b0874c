package io.sightline.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Picture files in folders. */
public final class PictureFiles {
  private static final List<String> EXTENSIONS =
      List.of(".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff", ".ppm", ".pgm");

  private PictureFiles() {}

  /**
   * All pictures under a folder, or the one picture, in the order of their paths.
   *
   * @throws FaceDataException when there is none; names the path
   */
  public static List<Path> under(Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      List<Path> pictures = files.filter(PictureFiles::isPicture).sorted().toList();
      if (pictures.isEmpty()) {
        throw new FaceDataException(path + " holds no pictures");
      }
      return pictures;
    } catch (IOException e) {
      throw new FaceDataException(path + " cannot be read: " + e, e);
    }
  }

  /**
   * @throws FaceDataException when it cannot be read or is damaged; names it
   */
  public static Picture read(Path file) {
    try {
      return Pictures.decode(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new FaceDataException(file + " cannot be read: " + e, e);
    }
  }

  /** The pictures of one folder, without those of its folders, in the order of their paths. */
  static List<Path> in(Path folder) {
    return sorted(folder).stream().filter(PictureFiles::isPicture).toList();
  }

  /** What is in a folder, in the order of paths. */
  static List<Path> sorted(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new FaceDataException(folder + " cannot be read: " + e, e);
    }
  }

  /**
   * Makes the folder of a file that is to be written after long work.
   *
   * @param file null for none
   * @throws FaceDataException when it could not be written; names it
   */
  public static void prepare(Path file) {
    if (file == null) {
      return;
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new FaceDataException(file + " cannot be written: " + e, e);
    }
    if (Files.isDirectory(file) || !Files.isWritable(file.toAbsolutePath().getParent())) {
      throw new FaceDataException(file + " cannot be written");
    }
  }

  /** Whether it is a file that is named like a picture. */
  static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && EXTENSIONS.stream().anyMatch(name::endsWith)
        && Files.isRegularFile(file);
  }
}
