package io.sightline.recognizer.engine;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * The part of a gallery's search that a card can do: multiplies blocks of rows by queries, and
 * gives back the little of the products that can matter. Rows and queries are unit vectors; the
 * excess of a row over a query is their product less the query's threshold for the block's kind.
 * For one thread at a time, which need not be the same. Every method throws {@link EngineException}
 * when the card fails; after that it can only be closed.
 */
public interface CardProducts extends AutoCloseable {
  /**
   * How far an excess can be from the exact one, of vectors of 4096 numbers at the most: 0.0020 for
   * factors cut to TF32's ten bits, 0.0005 for the sum in float, 0.0002 for the sum that it is
   * compared with, and half as much again.
   */
  float BOUND = 4e-3f;

  /** Memory of the card for the rows of a block. Closed once, by any thread. */
  interface Rows extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @param count of its rows that are meant
   * @param kind which of a query's thresholds is meant
   */
  record Part(Rows rows, int count, int kind) {}

  /**
   * @param excesses [query][part] the largest; negative infinity where there is none
   * @param rows [query][part] the row that has it
   */
  record Best(float[] excesses, int[] rows) {}

  /** A row that has reached a query's bar. */
  record Near(int query, int part, int row) {}

  /**
   * @param all whether there are no more: only so many can be given back
   */
  record Found(List<Near> near, boolean all) {}

  /** Blocks that {@link #best} takes at the most. */
  int parts();

  /** Memory for the rows of one block, not yet filled. */
  Rows take();

  /**
   * @param values of one row or more, direct and in the machine's byte order; must not change until
   *     the next {@link #best} returns
   * @param first row of the block that they are for
   */
  void load(Rows rows, FloatBuffer values, int first);

  /**
   * What is looked for from now on.
   *
   * @param queries [query][number]
   * @param thresholds [query][kind]
   */
  void ask(float[] queries, float[] thresholds);

  /** Multiplies blocks by the queries. */
  Best best(List<Part> parts);

  /**
   * The rows of the blocks last multiplied whose excess is not below the query's bar, in any order.
   */
  Found above(float[] bars);

  /** Gives back all but what {@link #take} has given. */
  @Override
  void close();
}
