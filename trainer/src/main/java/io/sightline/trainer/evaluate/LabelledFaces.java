package io.sightline.trainer.evaluate;

import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.MaskWear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Faces of a labelled set, embedded. Where somebody wears a mask each picture is there once, as it
 * is; where nobody does, once more with a drawn mask.
 *
 * @param table embeddings of the faces
 * @param picture of each face, as its crops count them
 * @param label of each face
 * @param wear of each face
 */
record LabelledFaces(FaceTable table, int[] picture, int[] label, MaskWear[] wear) {
  private static final int OF_ONE = 20;

  /**
   * So many pictures of each identity with and so many without a mask, identities and pictures at
   * random; when all have had their turn, so many more of each, up to 20.
   */
  static int[] inTurn(FaceSet set, int ofEach, int atMost, long seed) {
    List<List<Integer>> pictures = inGroups(set, seed, true);
    int rounds = pictures.stream().mapToInt(List::size).max().orElse(0) / ofEach + 1;
    return IntStream.range(0, rounds)
        .boxed()
        .flatMap(r -> pictures.stream().flatMap(own -> own.stream().skip(r * ofEach).limit(ofEach)))
        .mapToInt(Integer::intValue)
        .limit(atMost)
        .toArray();
  }

  /** All pictures of identities at random, of each 20 at most: they make genuine pairs. */
  static int[] identities(FaceSet set, int atMost, long seed) {
    return inGroups(set, seed, false).stream()
        .flatMap(List::stream)
        .mapToInt(Integer::intValue)
        .limit(atMost)
        .toArray();
  }

  /**
   * The pictures of each identity, 20 at most, in an order at random, as the identities are.
   *
   * @param byMask whether those with a mask are a group of their own
   */
  private static List<List<Integer>> inGroups(FaceSet set, long seed, boolean byMask) {
    int states = byMask ? 2 : 1;
    List<List<Integer>> pictures = new ArrayList<>();
    IntStream.range(0, states * set.identities()).forEach(i -> pictures.add(new ArrayList<>()));
    for (int index : shuffled(set.size(), seed)) {
      int state = byMask && set.wear(index).covers() ? 1 : 0;
      List<Integer> own = pictures.get(states * set.label(index) + state);
      if (own.size() < OF_ONE) {
        own.add(index);
      }
    }
    return Arrays.stream(shuffled(pictures.size(), seed)).mapToObj(pictures::get).toList();
  }

  private static int[] shuffled(int size, long seed) {
    int[] all = IntStream.range(0, size).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < size; i++) {
      int other = i + random.nextInt(size - i);
      int swap = all[i];
      all[i] = all[other];
      all[other] = swap;
    }
    return all;
  }

  /** Whether somebody on these pictures wears a mask over the mouth. */
  private static boolean anyMasked(FaceSet set, int[] chosen) {
    return Arrays.stream(chosen).mapToObj(set::wear).anyMatch(MaskWear::covers);
  }

  /**
   * @param looks the pictures as they are, and perhaps with masks drawn
   * @param mirrored see {@link FaceTable#embed}
   */
  static LabelledFaces embed(
      Embedder embedder,
      FaceSet set,
      int[] chosen,
      List<FaceTable.Look> looks,
      boolean mirrored,
      Runnable progress) {
    int[] label = Arrays.stream(chosen).map(set::label).toArray();
    MaskWear[] wear = Arrays.stream(chosen).mapToObj(set::wear).toArray(MaskWear[]::new);
    return embed(embedder, new LabelledCrops(set, chosen), label, wear, looks, mirrored, progress);
  }

  /**
   * The same with any pictures.
   *
   * @param label of each picture
   * @param wear of each picture as it is
   */
  static LabelledFaces embed(
      Embedder embedder,
      Crops crops,
      int[] label,
      MaskWear[] wear,
      List<FaceTable.Look> looks,
      boolean mirrored,
      Runnable progress) {
    List<FaceTable> tables = FaceTable.embed(embedder, crops, looks, mirrored, progress);
    int n = label.length;
    int faces = n * tables.size();
    return new LabelledFaces(
        FaceTable.concat(tables),
        IntStream.range(0, faces).map(i -> i % n).toArray(),
        IntStream.range(0, faces).map(i -> label[i % n]).toArray(),
        IntStream.range(0, faces)
            .mapToObj(i -> i < n ? wear[i] : MaskWear.MASKED)
            .toArray(MaskWear[]::new));
  }

  /**
   * As they are; with masks drawn, too, where nobody wears one.
   *
   * @param misalignment how far pictures are moved, see {@link
   *     io.sightline.trainer.mask.Misalignment}; 0 for not at all
   */
  static List<FaceTable.Look> looks(
      FaceSet set, int[] chosen, boolean draws, double misalignment, long seed) {
    List<FaceTable.Look> still =
        !draws || anyMasked(set, chosen)
            ? List.of(FaceTable.Look.BARE)
            : List.of(FaceTable.Look.BARE, FaceTable.Look.masked(seed));
    return misalignment == 0
        ? still
        : still.stream().map(look -> look.moved(misalignment, seed)).toList();
  }

  /**
   * For each face the unit mean of it and the next ones of that person, with a mask or without as
   * it is, the first ones after the last. Where there are no more than a mean is of, the first has
   * that of all, and the others none.
   *
   * @param pictures that a mean is of
   */
  FaceTable references(int pictures) {
    Map<List<Object>, List<Integer>> alike =
        IntStream.range(0, size())
            .filter(table::has)
            .boxed()
            .collect(Collectors.groupingBy(i -> List.of(label[i], wear[i].covers())));
    float[][] means = new float[size()][];
    for (List<Integer> own : alike.values()) {
      int different = own.size() > pictures ? own.size() : 1;
      for (int k = 0; k < different; k++) {
        int first = k;
        means[own.get(k)] =
            table.mean(
                IntStream.range(0, Math.min(pictures, own.size()))
                    .map(next -> own.get((first + next) % own.size())));
      }
    }
    return new FaceTable(means, null);
  }

  int size() {
    return label.length;
  }

  /** A picture is not compared with itself, nor one without a face. */
  boolean comparable(int i, int j) {
    return picture[i] != picture[j] && table.has(i) && table.has(j);
  }

  boolean same(int i, int j) {
    return label[i] == label[j];
  }

  MaskPairing pairing(int i, int j) {
    return MaskPairing.of(wear[i].covers(), wear[j].covers());
  }

  float cosine(int i, int j) {
    return table.cosine(i, table, j);
  }
}
