package io.sightline.trainer.synthetic;

import io.sightline.contract.service.TemporaryFolder;
import io.sightline.trainer.data.RecordIoWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where rendered faces go: a folder for each person, or a RecordIO set; beside them {@code
 * truth.jsonl} with a line for each picture, in their order. Nothing has its name before {@link
 * #finish}. Not thread-safe.
 */
final class FaceSink implements AutoCloseable {
  /** The file's name in a RecordIO set's folder. */
  static final String RECORDS = "train.rec";

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
    FaceSink sink = new FaceSink(folder, null);
    remove(sink.people()); // Of a run that was killed.
    return sink;
  }

  /**
   * @param path the set's folder, or {@code train.rec} in it
   */
  static FaceSink records(Path path) throws IOException {
    boolean file = path.endsWith(RECORDS);
    Path folder = file ? path.toAbsolutePath().getParent() : path;
    return new FaceSink(folder, new RecordIoWriter(folder));
  }

  /** Takes a picture; people come one after another. */
  void add(byte[] jpeg, PersonTruth shown) throws IOException {
    if (records != null) {
      records.add(shown.identity(), jpeg);
    } else {
      Path person = people().resolve("%06d".formatted(shown.identity()));
      Files.createDirectories(person);
      Files.write(person.resolve("%08d.jpg".formatted(shown.frame())), jpeg);
    }
    truth.write(shown.json());
    truth.newLine();
  }

  /** Gives the files their names, the truth first: without it all faces would pass for bare. */
  void finish() throws IOException {
    truth.close();
    if (records != null) {
      // The pictures of an older set are not those of the new truth.
      Files.deleteIfExists(folder.resolve(RECORDS));
    }
    Files.move(part(), folder.resolve(TRUTH), StandardCopyOption.REPLACE_EXISTING);
    if (records != null) {
      records.finish();
      return;
    }
    for (Path person : in(people())) {
      Path named = Files.createDirectories(folder.resolve(person.getFileName()));
      for (Path picture : in(person)) {
        Path to = named.resolve(picture.getFileName());
        Files.move(picture, to, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private Path part() {
    return folder.resolve(TRUTH + ".part");
  }

  /** The persons' folders lie deeper than any set's, so that this is not taken for one. */
  private Path people() {
    return folder.resolve("people.part");
  }

  private static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static void remove(Path tree) throws IOException {
    if (Files.exists(tree)) {
      TemporaryFolder.remove(tree);
    }
  }

  @Override
  public void close() throws IOException {
    truth.close();
    Files.deleteIfExists(part());
    if (records != null) {
      records.close();
    } else {
      remove(people());
    }
  }
}
