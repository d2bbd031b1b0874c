package io.sightline.trainer.train;

import static org.bytedeco.pytorch.global.torch.manual_seed;

import io.sightline.trainer.loss.ClassCentres;
import io.sightline.trainer.loss.Sgd;
import io.sightline.trainer.net.FaceNetwork;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * All that training changes: network, class centres, momentum, loss scale. To be built outside any
 * PointerScope. Not thread-safe.
 */
public final class TrainingState {
  /** What the names of the network's own tensors in a checkpoint begin with. */
  public static final String NETWORK = "network.";

  /** The name of {@link #centreDirections} in a checkpoint. */
  public static final String CENTRES = "centres.weight";

  private final FaceNetwork network;
  private final ClassCentres centres;
  private final Sgd sgd;
  private final LossScaler scaler;

  /**
   * With initial weights drawn by the recipe's seed.
   *
   * @throws TrainingException when memory does not hold it
   */
  public TrainingState(Recipe recipe, int identities, Compute compute) {
    manual_seed(recipe.seed());
    try {
      network = new FaceNetwork(recipe.network());
      if (compute.cuda()) {
        network.to(compute.device(), false);
      }
      channelsLast(network);
      double lambda = recipe.loss().weightDecay();
      centres =
          new ClassCentres(
              identities,
              recipe.network().embedding(),
              recipe.loss(),
              recipe.momentum(),
              compute.device());
      sgd = new Sgd(network.weights(), recipe.momentum(), lambda);
    } catch (RuntimeException e) {
      throw FittingBatch.isOutOfMemory(e) ? tooLarge(recipe, identities, compute, e) : e;
    }
    scaler = new LossScaler(compute.precision());
  }

  private static TrainingException tooLarge(
      Recipe recipe, int identities, Compute compute, RuntimeException e) {
    int sampled = recipe.loss().sampledClasses();
    boolean onCard = compute.cuda() && (sampled == 0 || sampled >= identities);
    // Each centre has a momentum as large.
    long bytes = 2L * Float.BYTES * recipe.network().embedding() * identities;
    return new TrainingException(
        String.format(
            "the %s memory does not hold the network and the centres of %d identities, which take"
                + " %d MiB with their momentum: %s",
            onCard ? "device's" : "host's",
            identities,
            bytes >> 20,
            onCard
                ? "with loss.sampled_classes they stay in the host's memory"
                : "loss.sampled_classes does not help here, as it keeps them there; a shorter"
                    + " network.embedding or a set of fewer identities does"),
        e);
  }

  /** Tensor cores and oneDNN want the channels innermost; the pictures come that way. */
  private static void channelsLast(FaceNetwork network) {
    try (NoGradGuard guard = new NoGradGuard()) {
      for (Tensor weight : network.weights().values()) {
        if (weight.dim() == 4) {
          weight.set_data(weight.contiguous(MemoryFormat.ChannelsLast));
        }
      }
    }
  }

  public FaceNetwork network() {
    return network;
  }

  ClassCentres centres() {
    return centres;
  }

  /**
   * The class centres, [C, E]; the tensor is the state's own, in host memory when they are sampled.
   */
  public Tensor centreDirections() {
    return centres.centres();
  }

  Sgd sgd() {
    return sgd;
  }

  LossScaler scaler() {
    return scaler;
  }

  /** Every tensor by name; they are the state's own, so that reading into them restores it. */
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> all = new LinkedHashMap<>(networkTensors(network));
    sgd.velocities().forEach((name, tensor) -> all.put("velocity." + name, tensor));
    all.put(CENTRES, centres.centres());
    all.put("centres.velocity", centres.velocity());
    return all;
  }

  /** A network's weights and statistics by their names in a checkpoint. */
  public static Map<String, Tensor> networkTensors(FaceNetwork network) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    network.weights().forEach((name, tensor) -> all.put(NETWORK + name, tensor));
    network.statistics().forEach((name, tensor) -> all.put(NETWORK + name, tensor));
    return all;
  }
}
