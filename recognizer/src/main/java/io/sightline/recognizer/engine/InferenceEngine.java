package io.sightline.recognizer.engine;

import java.nio.FloatBuffer;
import java.util.Map;

/**
 * Runs one model. Thread-safe: calls from several threads are allowed, and may run one after the
 * other.
 */
public interface InferenceEngine extends AutoCloseable {

  /**
   * Runs the model over a batch.
   *
   * @param input direct buffer with {@code batch} pictures, NCHW, as the model's card says; its
   *     position and limit are left alone
   * @return each output by name, the batch's rows one behind the other
   * @throws EngineException when the engine fails
   */
  Map<String, float[]> run(FloatBuffer input, int batch);

  /**
   * Pictures that keep the engine busy in one call. Only with more is a second call beside it worth
   * making, where there are as many.
   */
  int fullBatch();

  /** For reports: what runs the model. */
  String describe();

  @Override
  void close();
}
