package io.sightline.recognizer.engine;

import io.sightline.contract.model.ModelCard;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * An engine without a network: a detector finds nobody, and a recogniser's embedding is made of the
 * picture's first values, so that the same picture always gets the same.
 */
public class SimulatedEngine implements InferenceEngine {
  private final ModelCard card;
  private final IntConsumer work;
  private final int fullBatch;

  /**
   * @param work done for each call, given its batch: may take its time, or fail
   * @param fullBatch see {@link InferenceEngine#fullBatch}
   */
  public SimulatedEngine(ModelCard card, IntConsumer work, int fullBatch) {
    this.fullBatch = fullBatch;
    this.card = card;
    this.work = work;
  }

  @Override
  public Map<String, float[]> run(FloatBuffer input, int batch) {
    work.accept(batch);
    Map<String, float[]> outputs = new HashMap<>();
    if (card.detector() != null) {
      card.detector().outputs().forEach(name -> outputs.put(name, new float[batch]));
      return outputs;
    }
    int size = card.recogniser().size();
    int length = 3 * card.input().height() * card.input().width();
    float[] embeddings = new float[batch * size];
    for (int i = 0; i < embeddings.length; i++) {
      embeddings[i] = input.get(i / size * length + i % size);
    }
    outputs.put(card.recogniser().embedding(), embeddings);
    card.recogniser().maskOutput().ifPresent(name -> outputs.put(name, new float[2 * batch]));
    return outputs;
  }

  @Override
  public int fullBatch() {
    return fullBatch;
  }

  @Override
  public String describe() {
    return "simulated";
  }

  @Override
  public void close() {}
}
