package io.sightline.trainer.train;

import static org.bytedeco.pytorch.global.torch.softmax;

import io.sightline.trainer.device.WantedDevice;
import io.sightline.trainer.evaluate.Embedder;
import io.sightline.trainer.net.FaceNetwork;
import io.sightline.trainer.net.TensorOps;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** A checkpoint's network as evaluation sees it, in libtorch, in fp32. */
public final class CheckpointEmbedder implements Embedder {
  private final Path checkpoint;
  private final CheckpointInfo info;
  private final Compute compute;
  private final FaceNetwork network;

  /**
   * @param folder of a checkpoint, or of a training: its latest
   * @param threads of libtorch on the CPU
   * @throws TrainingException when there is none, it is damaged, or there is no such device
   */
  public CheckpointEmbedder(Path folder, int threads, WantedDevice device) {
    checkpoint = CheckpointStore.find(folder);
    info = CheckpointStore.info(checkpoint);
    compute = Compute.choose(device, Precision.FP32, threads);
    network = new FaceNetwork(info.recipe().network());
    try (NoGradGuard guard = new NoGradGuard()) {
      CheckpointStore.restore(checkpoint, TrainingState.networkTensors(network));
    }
    network.to(compute.device(), false);
    network.eval();
  }

  @Override
  public Embedded embed(byte[][] rgb112) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor bytes = Crops.batch(List.of(rgb112));
      FaceNetwork.Heads<Tensor> heads =
          network.run(new TensorOps(), Pixels.normalise(bytes, compute.device()));
      float[][] embeddings = new float[rgb112.length][];
      for (int i = 0; i < embeddings.length; i++) {
        embeddings[i] = floats(heads.embedding().get(i));
      }
      // A mask head that was never trained says nothing.
      boolean mask = info.recipe().loss().maskTask();
      return new Embedded(embeddings, mask ? floats(softmax(heads.mask(), 1).select(1, 1)) : null);
    }
  }

  private static float[] floats(Tensor tensor) {
    float[] values = new float[(int) tensor.numel()];
    tensor.cpu().contiguous().data_ptr_float().get(values);
    return values;
  }

  @Override
  public String describe() {
    return info.recipe().network().label() + ", " + checkpoint.getFileName() + ", on libtorch";
  }

  @Override
  public void close() {
    network.close();
  }
}
