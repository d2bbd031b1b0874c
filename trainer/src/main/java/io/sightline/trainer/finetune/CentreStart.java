package io.sightline.trainer.finetune;

import static org.bytedeco.pytorch.global.torch.where;
import static org.bytedeco.pytorch.global.torch.zeros_like;

import io.sightline.trainer.console.Progress;
import io.sightline.trainer.data.FaceDataException;
import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.Pictures;
import io.sightline.trainer.net.TensorOps;
import io.sightline.trainer.train.Compute;
import io.sightline.trainer.train.Crops;
import io.sightline.trainer.train.Pixels;
import io.sightline.trainer.train.TrainingState;
import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Class centres where the network that is trained on sees their identities already: the mean of a
 * few of each one's embeddings. Centres that are drawn would pull it apart until they have come
 * there.
 */
final class CentreStart {
  private static final int EACH = 4;
  private static final int BATCH = 32;

  private final TrainingState state;
  private final FaceSet faces;
  private final Compute compute;
  private final Tensor sums;

  private CentreStart(TrainingState state, FaceSet faces, Compute compute) {
    this.state = state;
    this.faces = faces;
    this.compute = compute;
    this.sums = zeros_like(state.centreDirections());
  }

  /** Identities of which no picture can be read keep the centre that was drawn. */
  static void measure(TrainingState state, FaceSet faces, Compute compute) {
    state.network().eval();
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      new CentreStart(state, faces, compute).measure();
    }
  }

  private void measure() {
    List<Integer> wanted = firstOfEach();
    try (ProgressBar bar = Progress.bar("class centres", wanted.size())) {
      for (int from = 0; from < wanted.size(); from += BATCH) {
        List<Integer> part = wanted.subList(from, Math.min(from + BATCH, wanted.size()));
        add(part);
        bar.stepBy(part.size());
      }
    }
    Tensor norm = norm(sums);
    Tensor centres = state.centreDirections();
    centres.copy_(where(norm.gt(new Scalar(0.0)), sums.div(norm), centres));
  }

  private List<Integer> firstOfEach() {
    int[] taken = new int[faces.identities()];
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < faces.size(); i++) {
      if (taken[faces.label(i)]++ < EACH) {
        indices.add(i);
      }
    }
    return indices;
  }

  private void add(List<Integer> indices) {
    List<byte[]> pictures = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int index : indices) {
      try {
        pictures.add(Pictures.decode112(faces.encoded(index), faces.name(index)));
        labels.add(faces.label(index));
      } catch (FaceDataException e) {
        // The training names and counts it, should it come to this picture.
        continue;
      }
    }
    if (pictures.isEmpty()) {
      return;
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor x = Pixels.normalise(Crops.batch(pictures), compute.device());
      Tensor embeddings = state.network().run(new TensorOps(), x).embedding().to(ScalarType.Float);
      Tensor rows = Tensor.create(labels.stream().mapToLong(Integer::longValue).toArray());
      Tensor units = embeddings.div(norm(embeddings)).to(sums.device(), ScalarType.Float);
      sums.index_add_(0, rows.to(sums.device(), ScalarType.Long), units);
    }
  }

  private static Tensor norm(Tensor rows) {
    return rows.norm(new ScalarOptional(new Scalar(2.0)), new long[] {1}, true);
  }
}
