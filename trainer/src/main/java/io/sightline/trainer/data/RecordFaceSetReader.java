package io.sightline.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Finds the pictures and identities of an InsightFace {@code .rec} file: with or without the header
 * record at key 0, with or without {@code .idx} and {@code property} beside it, labels of any
 * number. Which records are pictures is told by the records themselves, because the header's
 * numbers are f32 and not exact above 2^24.
 */
final class RecordFaceSetReader {
  private static final int DIRECTORY = -1;
  private static final int SKIPPED = -2;
  private static final int EXACT = 1 << 24;

  private final RecordIoFile file;
  private final String title;
  private final Damage damage;
  private final RecordIndex index;
  private int[] labels;

  private RecordFaceSetReader(Path rec) {
    file = new RecordIoFile(rec);
    title = rec.getFileName().toString();
    damage = new Damage(title);
    Path idx = rec.resolveSibling(title.replaceFirst("\\.rec$", "") + ".idx");
    index = Files.exists(idx) ? RecordIndex.read(idx, damage) : scan();
  }

  /**
   * @throws FaceDataException when it is no such file, holds no picture, is damaged, or has another
   *     number of pictures than the truth beside it
   */
  static FaceSet open(Path rec) {
    return new RecordFaceSetReader(rec).read();
  }

  private RecordIndex scan() {
    RecordIndex found = new RecordIndex();
    file.scan(offset -> found.put(found.end(), offset), damage);
    return found;
  }

  private FaceSet read() {
    labels = new int[index.end()];
    IntStream.range(0, labels.length).parallel().forEach(this::classify);
    long directories = Arrays.stream(labels).filter(l -> l == DIRECTORY).count();
    int classes = declaredClasses((int) directories);
    checkRange(classes);
    int[] keys = IntStream.range(0, labels.length).filter(k -> labels[k] >= 0).toArray();
    damage.of(keys.length + (long) damage.count());
    if (keys.length == 0) {
      throw new FaceDataException(file.file() + " holds no picture");
    }
    int[] kept = Arrays.stream(keys).map(k -> labels[k]).toArray();
    int identities = classes > 0 ? classes : Arrays.stream(kept).max().orElseThrow() + 1;
    long[] offsets = Arrays.stream(keys).mapToLong(index::offset).toArray();
    MaskWear[] wears = wears(keys, directories > 0);
    return new RecordFaceSet(file, identities, keys, kept, offsets, wears, damage.count());
  }

  /** The truth counts all pictures, those too that are damaged. */
  private MaskWear[] wears(int[] keys, boolean directories) {
    MaskTruth masks = MaskTruth.in(file.file().toAbsolutePath().getParent());
    int[] place = places();
    // What is damaged at key 0 was the header, of which the truth says nothing, when there are
    // records of identities, too, or a line less than pictures otherwise.
    if (labels[0] == SKIPPED && (directories || masks.hasFewerThan(place[labels.length]))) {
      labels[0] = DIRECTORY;
      place = places();
    }
    int all = place[labels.length];
    masks.check(all, all - keys.length);
    int[] line = place;
    return Arrays.stream(keys).mapToObj(key -> masks.at(line[key])).toArray(MaskWear[]::new);
  }

  /** How many pictures come before each key; at the end, how many there are. */
  private int[] places() {
    int[] place = new int[labels.length + 1];
    for (int key = 0; key < labels.length; key++) {
      boolean picture = labels[key] != DIRECTORY && index.offset(key) != RecordIndex.ABSENT;
      place[key + 1] = place[key] + (picture ? 1 : 0);
    }
    return place;
  }

  private void classify(int key) {
    labels[key] = SKIPPED;
    if (index.offset(key) == RecordIndex.ABSENT) {
      return;
    }
    try {
      labels[key] = label(key);
    } catch (FaceDataException e) {
      damage.add(e.getMessage());
    }
  }

  private int label(int key) {
    String name = title + " record " + key;
    long offset = index.offset(key);
    byte[] start = file.readStart(offset, ImageHeader.startBytes(2), name);
    ImageHeader header = ImageHeader.parse(start, name);
    if (header.flag() > 2) {
      start = file.readStart(offset, ImageHeader.startBytes(header.flag()), name);
    }
    if (start.length <= header.pictureOffset()) {
      if (header.flag() == 2) {
        return DIRECTORY;
      }
      throw new FaceDataException(name + ": holds no picture");
    }
    float label = header.label();
    if (!(label >= 0 && label < EXACT) || label != (int) label) {
      throw new FaceDataException(name + ": " + label + " is no label");
    }
    return (int) label;
  }

  private void checkRange(int classes) {
    for (int key = 0; classes > 0 && key < labels.length; key++) {
      if (labels[key] >= classes) {
        damage.add(
            title + " record " + key + ": label " + labels[key] + " of " + classes + " identities");
        labels[key] = SKIPPED;
      }
    }
  }

  /** From {@code property} or the header record; 0 when neither is there. */
  private int declaredClasses(int directories) {
    Path property = file.file().resolveSibling("property");
    if (Files.exists(property)) {
      return classes(property);
    }
    if (labels.length == 0 || labels[0] != DIRECTORY) {
      return 0;
    }
    byte[] record = file.read(index.offset(0), title + " record 0");
    ImageHeader header = ImageHeader.parse(record, title + " record 0");
    int ids = (int) (header.second() - header.label());
    return header.second() < EXACT && ids > 0 ? ids : directories - 1;
  }

  /** From {@code classes,112,112}. */
  private static int classes(Path property) {
    String text;
    try {
      text = Files.readString(property).strip();
    } catch (IOException e) {
      throw new FaceDataException(property + " cannot be read: " + e, e);
    }
    if (!text.matches("[1-9][0-9]{0,7},112,112")) {
      throw new FaceDataException(
          property + " says '" + text + "'; needed is the number of identities, then ',112,112'");
    }
    return Integer.parseInt(text.substring(0, text.indexOf(',')));
  }
}
