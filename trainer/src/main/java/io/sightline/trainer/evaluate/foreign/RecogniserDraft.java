package io.sightline.trainer.evaluate.foreign;

import io.sightline.contract.model.ModelException;
import io.sightline.contract.model.RecogniserSpec;
import java.util.List;

/** Recognises embedding and mask output by their lengths. */
final class RecogniserDraft {
  private static final int SHORTEST = 32;
  private static final double GUESS = 0.4;

  private RecogniserDraft() {}

  /**
   * @param similarity null for a guess
   * @throws ModelException when the outputs are not those of a recogniser; says what they are
   */
  static RecogniserSpec of(ForeignModel model, Double similarity) {
    List<String> names = List.copyOf(model.outputs().keySet());
    List<String> rows = names.stream().filter(n -> model.outputs().get(n).length == 2).toList();
    List<String> embeddings = rows.stream().filter(n -> model.last(n) >= SHORTEST).toList();
    List<String> masks = rows.stream().filter(n -> model.last(n) <= 2).toList();
    if (embeddings.size() != 1
        || masks.size() > 1
        || embeddings.size() + masks.size() != names.size()) {
      throw new ModelException(
          "the outputs are not an embedding [batch, 32 or more], with or without a mask output"
              + " [batch, 1 or 2] beside it: "
              + model.describe());
    }
    return new RecogniserSpec(
        embeddings.get(0),
        (int) model.last(embeddings.get(0)),
        masks.isEmpty() ? null : masks.get(0),
        similarity == null ? GUESS : similarity,
        null);
  }
}
