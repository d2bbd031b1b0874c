package io.sightline.trainer.synthetic;

import io.sightline.trainer.data.RecordIoWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where rendered faces go: a folder for each person, or a RecordIO set; beside them {@code
 * truth.jsonl} with a line for each picture, in their order. Nothing has its name before {@link
 * #finish}. Not thread-safe.
 */
final class FaceSink implements AutoCloseable {
  private static final String TRUTH = "truth.jsonl";
  private final Path folder;
  private final RecordIoWriter records;
  private final BufferedWriter truth;

  private FaceSink(Path folder, RecordIoWriter records) throws IOException {
    this.folder = folder;
    this.records = records;
    truth = Files.newBufferedWriter(part());
  }

  static FaceSink folders(Path folder) throws IOException {
    Files.createDirectories(folder);
    return new FaceSink(folder, null);
  }

  /**
   * @param path the set's folder, or {@code train.rec} in it
   */
  static FaceSink records(Path path) throws IOException {
    boolean file = path.toString().endsWith(".rec");
    Path folder = file ? path.toAbsolutePath().getParent() : path;
    return new FaceSink(folder, new RecordIoWriter(folder));
  }

  /** Takes a picture; people come one after another. */
  void add(byte[] jpeg, PersonTruth shown) throws IOException {
    if (records != null) {
      records.add(shown.identity(), jpeg);
    } else {
      Path person = folder.resolve("%06d".formatted(shown.identity()));
      Files.createDirectories(person);
      Files.write(person.resolve("%08d.jpg".formatted(shown.frame())), jpeg);
    }
    truth.write(shown.json());
    truth.newLine();
  }

  void finish() throws IOException {
    if (records != null) {
      records.finish();
    }
    truth.close();
    Files.move(part(), folder.resolve(TRUTH), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path part() {
    return folder.resolve(TRUTH + ".part");
  }

  @Override
  public void close() throws IOException {
    truth.close();
    Files.deleteIfExists(part());
    if (records != null) {
      records.close();
    }
  }
}
