package io.sightline.recognizer.face;

import io.sightline.contract.model.ModelInput;
import io.sightline.recognizer.engine.InferenceEngine;
import io.sightline.recognizer.engine.TensorRtEngine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.function.IntConsumer;

/**
 * A network alone, on input that lies where it runs: for measurements, what a recogniser could do
 * at the most. For one thread.
 */
public final class BareNetwork {
  private final int capacity;
  private final IntConsumer call;

  /**
   * @param batch pictures of one call at the most
   */
  BareNetwork(InferenceEngine engine, ModelInput input, int batch) {
    if (engine instanceof TensorRtEngine there) {
      capacity = Math.min(batch, there.fullBatch());
      call = there::runInPlace;
    } else {
      capacity = batch;
      FloatBuffer zeros =
          ByteBuffer.allocateDirect(capacity * 3 * input.height() * input.width() * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      call = count -> engine.run(zeros, count);
    }
  }

  /** One call, or as many as so many pictures need. */
  public void run(int pictures) {
    for (int from = 0; from < pictures; from += capacity) {
      call.accept(Math.min(capacity, pictures - from));
    }
  }
}
