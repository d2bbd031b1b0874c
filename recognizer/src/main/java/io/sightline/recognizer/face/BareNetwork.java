package io.sightline.recognizer.face;

import io.sightline.contract.model.ModelInput;
import io.sightline.recognizer.card.Card;
import io.sightline.recognizer.card.PixelMemory;
import io.sightline.recognizer.engine.InferenceEngine;
import io.sightline.recognizer.engine.TensorRtEngine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * A network alone, on input that lies where it runs: for measurements, what a recogniser could do
 * at the most. For one thread.
 */
public final class BareNetwork implements AutoCloseable {
  private final int capacity;
  private final IntConsumer call;
  private final Optional<PixelMemory> memory;

  /**
   * @param batch pictures of one call at the most
   */
  BareNetwork(InferenceEngine engine, ModelInput input, int batch, Optional<Card> card) {
    if (card.isPresent() && engine instanceof TensorRtEngine there) {
      PixelMemory pictures = card.get().pictures();
      memory = Optional.of(pictures);
      capacity = Math.min(batch, there.fullBatch());
      call = count -> there.run(count, pictures.stream(), tensor -> {});
    } else {
      memory = Optional.empty();
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

  @Override
  public void close() {
    memory.ifPresent(PixelMemory::close);
  }
}
