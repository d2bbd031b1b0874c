package io.sightline.recognizer.match;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.wire.MaskState;
import io.sightline.recognizer.engine.CardProducts;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A card in plain Java, whose products are as wrong as they may be. */
final class FakeCard implements CardProducts {
  static final int CAPACITY = 4000;
  private static final int KINDS = MaskState.values().length;
  private final Random random = new Random(5);
  private final int size;
  final AtomicInteger blocks = new AtomicInteger();
  int rowsLoaded;
  boolean closed;

  /** What the next call fails with; null when it does not. */
  Supplier<? extends Throwable> failure;

  private float[] queries;
  private float[] thresholds;
  private List<Part> parts;
  private float[][] excesses;

  private final class FakeRows implements Rows {
    private final float[] values = new float[Block.ROWS * size];
    private boolean freed;

    @Override
    public void close() {
      if (freed) {
        throw new AssertionError("freed twice");
      }
      freed = true;
      blocks.decrementAndGet();
    }
  }

  FakeCard(int size) {
    this.size = size;
  }

  @Override
  public int parts() {
    return 2;
  }

  @Override
  public Rows take() {
    fail();
    blocks.incrementAndGet();
    return new FakeRows();
  }

  @Override
  public void load(Rows rows, FloatBuffer values, int first) {
    rowsLoaded += values.remaining() / size;
    values.get(((FakeRows) rows).values, first * size, values.remaining());
  }

  @Override
  public void ask(float[] asked, float[] above) {
    queries = asked;
    thresholds = above;
  }

  @Override
  public Best best(List<Part> of) {
    fail();
    parts = of;
    int faces = queries.length / size;
    excesses = new float[faces * of.size()][];
    float[] most = new float[excesses.length];
    int[] rows = new int[excesses.length];
    for (int i = 0; i < excesses.length; i++) {
      excesses[i] = excesses(of.get(i % of.size()), i / of.size());
      most[i] = Float.NEGATIVE_INFINITY;
      for (int r = 0; r < excesses[i].length; r++) {
        if (excesses[i][r] > most[i]) {
          most[i] = excesses[i][r];
          rows[i] = r;
        }
      }
    }
    return new Best(most, rows);
  }

  private float[] excesses(Part part, int query) {
    FakeRows rows = (FakeRows) part.rows();
    if (rows.freed) {
      throw new AssertionError("multiplied after it was freed");
    }
    float[] face = Arrays.copyOfRange(queries, query * size, (query + 1) * size);
    float[] of = new float[part.count()];
    for (int r = 0; r < of.length; r++) {
      float[] row = Arrays.copyOfRange(rows.values, r * size, (r + 1) * size);
      float error = random.nextBoolean() ? 0.99f * BOUND : -0.99f * BOUND;
      of[r] = Embedding.dot(face, row) + error - thresholds[query * KINDS + part.kind()];
    }
    return of;
  }

  @Override
  public Found above(float[] bars) {
    List<Near> near = new ArrayList<>();
    for (int i = 0; i < excesses.length; i++) {
      int query = i / parts.size();
      for (int r = 0; r < excesses[i].length; r++) {
        if (excesses[i][r] >= bars[query]) {
          near.add(new Near(query, i % parts.size(), r));
        }
      }
    }
    Collections.shuffle(near, random);
    return new Found(near.subList(0, Math.min(near.size(), CAPACITY)), near.size() <= CAPACITY);
  }

  @Override
  public void close() {
    closed = true;
  }

  private void fail() {
    if (failure != null) {
      FakeCard.<RuntimeException>sneak(failure.get());
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable failure) throws T {
    throw (T) failure;
  }
}
