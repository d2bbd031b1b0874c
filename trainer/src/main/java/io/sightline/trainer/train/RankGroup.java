package io.sightline.trainer.train;

import static org.bytedeco.pytorch.global.torch.cat;

import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.Backend;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.FileStore;
import org.bytedeco.pytorch.ProcessGroupGloo;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Work;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.bytedeco.pytorch.nccl.ProcessGroupNCCL;

/**
 * Ranks on one machine that meet in a file, over libtorch's process groups: NCCL between CUDA
 * devices, Gloo over the loopback interface otherwise. Not thread-safe.
 */
final class RankGroup implements Ranks {
  /** A rank that is silent for so long, such as in a checkpoint on a slow disk, is lost. */
  private static final long PATIENCE_MILLIS = 600_000;

  private final int rank;
  private final int size;
  private final Device device;
  private final FileStore store;
  private final Backend group;

  /**
   * Waits for all others.
   *
   * @param meeting file that is not there yet; the same for all ranks
   * @throws LostRankException when they do not come
   */
  RankGroup(Path meeting, int rank, int size, Device device) {
    this.rank = rank;
    this.size = size;
    this.device = device;
    store = new FileStore(meeting.toString(), size);
    try {
      group = device.is_cuda() ? nccl() : gloo();
    } catch (RuntimeException e) {
      throw lost(e);
    }
  }

  private ProcessGroupNCCL nccl() {
    ProcessGroupNCCL.Options options = ProcessGroupNCCL.Options.create();
    options.timeout(new Milliseconds(PATIENCE_MILLIS));
    return new ProcessGroupNCCL(store, rank, size, options);
  }

  private ProcessGroupGloo gloo() {
    ProcessGroupGloo.Options options =
        ProcessGroupGloo.Options.create(new Milliseconds(PATIENCE_MILLIS));
    options.devices().push_back(ProcessGroupGloo.createDeviceForHostname("127.0.0.1"));
    return new ProcessGroupGloo(store, rank, size, options);
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean any(boolean own) {
    for (long each : gather(new long[] {own ? 1 : 0})) {
      if (each != 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public long[] gather(long[] own) {
    long[] all = new long[size * own.length];
    System.arraycopy(own, 0, all, rank * own.length, own.length);
    try (PointerScope scope = new PointerScope()) {
      Tensor sum = Tensor.create(all).to(device, ScalarType.Long);
      sum(sum);
      sum.cpu().data_ptr_long().get(all);
    }
    return all;
  }

  /** Of one buffer, so that they travel at once. */
  @Override
  public void average(List<Tensor> tensors) {
    try (PointerScope scope = new PointerScope()) {
      Tensor flat =
          cat(new TensorVector(tensors.stream().map(t -> t.reshape(-1)).toArray(Tensor[]::new)));
      sum(flat);
      flat.div_(new Scalar(size));
      long at = 0;
      for (Tensor tensor : tensors) {
        tensor.copy_(flat.narrow(0, at, tensor.numel()).view_as(tensor));
        at += tensor.numel();
      }
    }
  }

  private void sum(Tensor tensor) {
    try {
      Work work = group.allreduce(new TensorVector(tensor));
      work._wait();
    } catch (RuntimeException e) {
      throw lost(e);
    }
  }

  private LostRankException lost(RuntimeException e) {
    String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new LostRankException("rank " + rank + " has lost the others: " + reason, e);
  }

  @Override
  public void close() {
    group.close();
    store.close();
  }
}
