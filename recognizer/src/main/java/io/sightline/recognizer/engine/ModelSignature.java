package io.sightline.recognizer.engine;

import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelException;
import io.sightline.contract.model.ModelInput;
import io.sightline.contract.model.RecogniserSpec;
import java.util.Arrays;
import java.util.Map;

/**
 * What an engine finds a model to take and to give, to be held against the model's card.
 *
 * @param inputs shapes by name; -1 for a dimension that is open
 * @param outputs the same
 */
record ModelSignature(Map<String, long[]> inputs, Map<String, long[]> outputs) {

  /**
   * @throws ModelException when the card does not fit; names what differs
   */
  void check(ModelBundle model) {
    checkInput(model);
    model.card().outputs().forEach(name -> checkOutput(model, name));
    RecogniserSpec recogniser = model.card().recogniser();
    if (recogniser == null) {
      return;
    }
    recogniser.maskOutput().ifPresent(name -> checkMask(model, name));
    long[] shape = outputs.get(recogniser.embedding());
    long size = shape[shape.length - 1];
    if (size != -1 && size != recogniser.size()) {
      throw lies(model, "recogniser.size is " + recogniser.size() + ", the model gives " + size);
    }
  }

  private void checkMask(ModelBundle model, String name) {
    long[] shape = outputs.get(name);
    long size = shape[shape.length - 1];
    if (size != -1 && size != 1 && size != 2) {
      throw lies(model, "output " + name + " of a mask has 1 or 2 numbers, not " + size);
    }
  }

  private void checkInput(ModelBundle model) {
    ModelInput input = model.card().input();
    long[] shape = inputs.get(input.tensor());
    if (shape == null) {
      throw lies(
          model,
          "input.tensor is " + input.tensor() + ", the model's inputs are " + inputs.keySet());
    }
    long[] wanted = {-1, 3, input.height(), input.width()};
    // Of pictures it takes one a time, or any number.
    boolean fits = shape.length == 4 && (shape[0] == -1 || shape[0] == 1);
    for (int i = 1; fits && i < 4; i++) {
      fits = shape[i] == -1 || shape[i] == wanted[i];
    }
    if (!fits) {
      throw lies(
          model,
          "input is 3x"
              + input.height()
              + "x"
              + input.width()
              + ", the model takes "
              + Arrays.toString(shape));
    }
  }

  private void checkOutput(ModelBundle model, String name) {
    if (!outputs.containsKey(name)) {
      throw lies(
          model, "output " + name + " is not among the model's of floats: " + outputs.keySet());
    }
  }

  private static ModelException lies(ModelBundle model, String how) {
    return new ModelException("the card of model " + model.onnx() + " does not fit it: " + how);
  }

  /** Whether the model takes one picture at a time. */
  boolean oneAtATime(ModelBundle model) {
    return inputs.get(model.card().input().tensor())[0] == 1;
  }
}
