package io.sightline.trainer.net;

import static org.bytedeco.pytorch.global.torch.kaiming_normal_;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.DropoutImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LinearOptions;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.StringTensorDict;
import org.bytedeco.pytorch.Tensor;

/**
 * MTArcFace (arXiv 2104.09874): a trunk and two heads that read its features after one dropout, the
 * embedding and whether a mask is worn. Input [N, 3, 112, 112], RGB, (x - 127.5) / 127.5. Not
 * thread-safe. To be built outside any PointerScope that ends before it.
 */
public final class FaceNetwork extends Module {
  /** What the names of the straightener's tensors begin with. */
  public static final String STRAIGHTENER = "straightener";

  private static final String TRUNK = "trunk";
  private static final String FIXED_SCALE = "embedding_norm.weight";

  private final NetworkSpec spec;

  /** Null when pictures are taken as they come. */
  private final Straightener straightener;

  private final Trunk trunk;
  private final DropoutImpl dropout;
  private final LinearImpl embedding;
  private final BatchNorm embeddingNorm;
  private final LinearImpl mask;

  /**
   * What the network says of each picture.
   *
   * @param embedding [N, E], not normalised
   * @param mask logits [N, 2]: bare, masked
   * @param motion see {@link Straightener}; null when pictures are not straightened
   */
  public record Heads<V>(V embedding, V mask, V motion) {}

  /** With initial weights drawn from libtorch's generator. */
  public FaceNetwork(NetworkSpec spec) {
    this.spec = spec;
    straightener = spec.straighten() ? register_module(STRAIGHTENER, new Straightener()) : null;
    trunk = register_module(TRUNK, spec.type().trunk(spec.width(), spec.stem()));
    dropout = register_module("dropout", new DropoutImpl(spec.dropout()));
    LinearOptions options = new LinearOptions(trunk.features(), spec.embedding());
    options.bias().put(trunk.embeddingBias());
    embedding = register_module("embedding", new LinearImpl(options));
    kaiming_normal_(embedding.weight());
    embeddingNorm = register_module("embedding_norm", new BatchNorm(spec.embedding(), false));
    mask = register_module("mask", new LinearImpl(trunk.features(), 2));
  }

  public NetworkSpec spec() {
    return spec;
  }

  /** The whole network, written once for all {@link Ops}. */
  public <V> Heads<V> run(Ops<V> ops, V picture) {
    V motion = motion(ops, picture);
    V features = features(ops, straight(ops, picture, motion));
    return new Heads<>(embed(ops, features), ops.linear(mask, features), motion);
  }

  /** What the trunk sees of a picture. */
  public <V> V straight(Ops<V> ops, V picture) {
    return straight(ops, picture, motion(ops, picture));
  }

  private static <V> V straight(Ops<V> ops, V picture, V motion) {
    return motion == null ? picture : ops.straighten(picture, motion);
  }

  private <V> V motion(Ops<V> ops, V picture) {
    boolean straightens = straightener != null && ops.straightens(picture);
    return straightens ? straightener.run(ops, picture) : null;
  }

  /** The network without its mask head, as foreign recognisers have it. */
  public <V> V embed(Ops<V> ops, V features) {
    return ops.norm(embeddingNorm, ops.linear(embedding, features));
  }

  /** The features both heads read, [N, F]. */
  public <V> V features(Ops<V> ops, V straight) {
    return ops.flatten(ops.dropout(dropout, trunk.run(ops, straight)));
  }

  /**
   * Gives the features both heads read mean 0 and variance 1, by the last normalisation's
   * statistics, and takes it back in the embedding layer, so that embeddings stay as they are. For
   * weights of files that carry that normalisation within the embedding layer: a new mask head
   * would not learn from what comes before it. Without gradients.
   */
  public void standardiseFeatures() {
    List<BatchNorm> norms = norms();
    BatchNorm last = norms.get(norms.size() - 2);
    Tensor scale = last.scale();
    Tensor mean = last.mean().mul(scale).add(last.shift());
    Tensor deviation = scale.abs().mul(last.variance().sqrt()).clamp_min(new Scalar(1e-4));
    Tensor shift = last.shift().sub(mean).div(deviation);
    last.set(scale.div(deviation), shift, last.mean().clone(), last.variance().clone());
    long pixels = trunk.features() / mean.numel();
    Tensor taken = embedding.weight().matmul(mean.repeat_interleave(pixels));
    embeddingNorm.mean().sub_(taken);
    embedding.weight().mul_(deviation.repeat_interleave(pixels).unsqueeze(0));
  }

  /**
   * Lets the blocks that a shallower network lacks give on what they get, so that with that
   * network's weights this one says the same. Without gradients.
   *
   * @return what the names of these blocks' tensors begin with
   */
  public List<String> bypassBeyond(NetworkSpec shallower) {
    return trunk.bypassBeyond(shallower.type()).stream()
        .map(name -> TRUNK + "." + name + ".")
        .toList();
  }

  /** Parameters by name, in a fixed order. The tensors are the network's own. */
  public Map<String, Tensor> weights() {
    return named(named_parameters());
  }

  /** Running statistics by name, in a fixed order. The tensors are the network's own. */
  public Map<String, Tensor> statistics() {
    return named(named_buffers());
  }

  /** Whether all but straightener and mask head stays as it is in training, statistics too. */
  public void freezeRecogniser(boolean on) {
    weights()
        .forEach(
            (name, weight) -> {
              boolean learns = name.startsWith("mask.") || name.startsWith(STRAIGHTENER);
              if (!learns && !name.equals(FIXED_SCALE)) {
                weight.set_requires_grad(!on);
              }
            });
    NormOps collector = new NormOps();
    embed(collector, features(collector, collector));
    collector.norms().forEach(norm -> norm.freeze(on));
  }

  /** All normalisations, in the order of computation. */
  public List<BatchNorm> norms() {
    NormOps collector = new NormOps();
    run(collector, collector);
    return collector.norms();
  }

  /** Handles of their own: the dictionary goes, and its with it. */
  static Map<String, Tensor> named(StringTensorDict dictionary) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (long i = 0; i < dictionary.size(); i++) {
      named.put(dictionary.get(i).key().getString(), new Tensor(dictionary.get(i).value()));
    }
    return named;
  }
}
