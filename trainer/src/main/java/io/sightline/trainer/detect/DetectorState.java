package io.sightline.trainer.detect;

import static org.bytedeco.pytorch.global.torch.manual_seed;

import io.sightline.trainer.loss.Adam;
import io.sightline.trainer.net.DetectorNetwork;
import io.sightline.trainer.net.TensorOps;
import io.sightline.trainer.train.Compute;
import io.sightline.trainer.train.Pixels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A detector in training: network and optimiser, and a step of it. To be built outside any
 * PointerScope. Not thread-safe.
 */
final class DetectorState {
  private static final String AVERAGE = "average.";

  private final DetectorRecipe recipe;
  private final Compute compute;
  private final Cells cells;
  private final DetectorNetwork network;
  private final Adam adam;
  private final Average average;

  /** With initial weights drawn by the recipe's seed. */
  DetectorState(DetectorRecipe recipe, Compute compute) {
    this.recipe = recipe;
    this.compute = compute;
    cells = new Cells(recipe.side(), recipe.side());
    manual_seed(recipe.seed());
    network = new DetectorNetwork();
    if (compute.cuda()) {
      network.to(compute.device(), false);
    }
    network.train(true);
    adam = new Adam(network.weights(), recipe.decay());
    average = new Average(tensors(network));
  }

  /** Takes the averaged weights of another training; the averages begin with them, too. */
  void startFrom(DetectorFolder training) {
    try (NoGradGuard guard = new NoGradGuard()) {
      training.restore(averaged(network));
      average.begin();
    }
  }

  /** Forward, backward, update. Native memory is given back at its end. */
  DetectorLosses step(List<View> views, long step) {
    try (PointerScope scope = new PointerScope()) {
      Tensor pictures = Pixels.normalise(bytes(views), compute.device());
      List<Tensor> maps = compute.autocast(() -> network.run(new TensorOps(), pictures));
      List<List<Target>> targets = views.stream().map(View::targets).toList();
      DetectionLoss.Terms terms =
          DetectionLoss.of(DetectionLoss.rows(maps), TargetBatch.of(targets, cells));
      terms.total().backward();
      try (NoGradGuard guard = new NoGradGuard()) {
        adam.step(recipe.rateAt(step), step);
        average.add(step);
      }
      return DetectorLosses.of(terms);
    }
  }

  private Tensor bytes(List<View> views) {
    int side = recipe.side();
    byte[] all = new byte[views.size() * side * side * 3];
    for (int i = 0; i < views.size(); i++) {
      System.arraycopy(views.get(i).rgb(), 0, all, i * side * side * 3, side * side * 3);
    }
    return Tensor.create(all, views.size(), side, side, 3).view(ScalarType.Byte);
  }

  /** Every tensor by name; they are the state's own, so that reading into them restores it. */
  Map<String, Tensor> tensors() {
    Map<String, Tensor> all = new LinkedHashMap<>(tensors(network));
    adam.moments().forEach((name, tensor) -> all.put("adam." + name, tensor));
    average.means().forEach((name, tensor) -> all.put(AVERAGE + name, tensor));
    return all;
  }

  /** A network's tensors by the names that the averages of a training have in its checkpoint. */
  static Map<String, Tensor> averaged(DetectorNetwork network) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    tensors(network).forEach((name, tensor) -> all.put(AVERAGE + name, tensor));
    return all;
  }

  private static Map<String, Tensor> tensors(DetectorNetwork network) {
    Map<String, Tensor> all = new LinkedHashMap<>(network.weights());
    all.putAll(network.statistics());
    return all;
  }
}
