package io.sightline.recognizer.face;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.model.ModelCard;
import io.sightline.contract.model.RecogniserSpec;
import io.sightline.recognizer.engine.InferenceEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Embeds aligned crops, as many as there are in as few engine calls as possible. Not thread-safe:
 * it owns its buffers; several may share an engine.
 */
public final class FaceEmbedder implements AutoCloseable {
  private static final int BATCH = 64;
  private final PictureNetwork network;
  private final ModelCard card;
  private final int fullBatch;

  /** One face's embedding, and the probability that it wears a mask where the model can tell. */
  public record Result(Embedding embedding, OptionalDouble maskProbability) {}

  /** Crops are prepared by OpenCV. */
  public FaceEmbedder(InferenceEngine engine, ModelCard card) {
    this(new HostNetwork(engine, card.input(), capacity(engine)), card, engine.fullBatch());
  }

  /** Crops of one call at the most. */
  static int capacity(InferenceEngine engine) {
    return Math.max(BATCH, engine.fullBatch());
  }

  /**
   * @param network closed with it
   * @param fullBatch see {@link InferenceEngine#fullBatch}
   */
  FaceEmbedder(PictureNetwork network, ModelCard card, int fullBatch) {
    this.network = network;
    this.card = card;
    this.fullBatch = fullBatch;
  }

  /** See {@link InferenceEngine#fullBatch}. */
  int fullBatch() {
    return fullBatch;
  }

  /**
   * In the order of the crops; empty for one that the network makes no numbers of, as one in half
   * precision does that overflows.
   *
   * @param crops aligned, BGR, 8 bits
   */
  public List<Optional<Result>> embed(List<Mat> crops) {
    List<Optional<Result>> results = new ArrayList<>(crops.size());
    for (int from = 0; from < crops.size(); from += network.capacity()) {
      List<Mat> part = crops.subList(from, Math.min(crops.size(), from + network.capacity()));
      Map<String, float[]> outputs = network.run(part);
      for (int i = 0; i < part.size(); i++) {
        results.add(result(outputs, i, part.size()));
      }
    }
    return results;
  }

  private Optional<Result> result(Map<String, float[]> outputs, int i, int rows) {
    RecogniserSpec spec = card.recogniser();
    float[] raw =
        Arrays.copyOfRange(outputs.get(spec.embedding()), i * spec.size(), (i + 1) * spec.size());
    OptionalDouble mask =
        spec.maskOutput()
            .map(name -> OptionalDouble.of(maskProbability(outputs.get(name), i, rows)))
            .orElse(OptionalDouble.empty());
    return Embedding.directionOf(card.id(), raw).map(embedding -> new Result(embedding, mask));
  }

  /** A single number a face is the probability; of two, logits, that of the second is meant. */
  private static double maskProbability(float[] output, int i, int rows) {
    if (output.length == rows) {
      return Math.min(1, Math.max(0, output[i]));
    }
    return 1 / (1 + Math.exp(output[2 * i] - output[2 * i + 1]));
  }

  @Override
  public void close() {
    network.close();
  }
}
