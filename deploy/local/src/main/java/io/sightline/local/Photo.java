package io.sightline.local;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.TypeConversionException;

/** A photo of somebody to be enrolled, as the command line has it: {@code NAME=PHOTO}. */
record Photo(String name, Path file) {

  static Photo parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw new TypeConversionException("'" + text + "' is not NAME=PHOTO");
    }
    return new Photo(text.substring(0, equals), Path.of(text.substring(equals + 1)));
  }

  /**
   * @throws UserException when it is not there
   */
  void require() {
    if (!Files.isRegularFile(file)) {
      throw new UserException("the photo " + file + " of " + name + " does not exist");
    }
  }
}
