package io.sightline.trainer.evaluate;

/** A recogniser as evaluation sees it: aligned crops in, embeddings out. Not thread-safe. */
public interface Embedder extends AutoCloseable {

  /**
   * Runs the model over a batch of any size.
   *
   * @param rgb112 pictures, each row-major HWC, 112x112x3 bytes, RGB
   */
  Embedded embed(byte[][] rgb112);

  /** For reports: model and what runs it. */
  String describe();

  @Override
  void close();

  /**
   * What a batch became.
   *
   * @param embeddings one for each picture, of any length above zero
   * @param maskProbability one for each picture, 0 to 1; null when the model has no mask head
   */
  record Embedded(float[][] embeddings, float[] maskProbability) {}
}
