package io.sightline.trainer.finetune;

import static org.bytedeco.pytorch.global.torch.where;
import static org.bytedeco.pytorch.global.torch.zeros_like;

import io.sightline.trainer.console.Progress;
import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.device.Upload;
import io.sightline.trainer.net.TensorOps;
import io.sightline.trainer.train.Crops;
import io.sightline.trainer.train.Pixels;
import io.sightline.trainer.train.TrainingJob;
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

  /** Enough to fill a card; of an IResNet-50 each takes 75 MB in 32 bits. */
  private static final int BATCH_ON_CARD = 64;

  private final TrainingState state;
  private final FaceSet faces;
  private final TrainingJob.Machine machine;
  private final Tensor sums;

  private CentreStart(TrainingState state, FaceSet faces, TrainingJob.Machine machine) {
    this.state = state;
    this.faces = faces;
    this.machine = machine;
    this.sums = zeros_like(state.centreDirections());
  }

  /** Identities of which no picture can be read keep the centre that was drawn. */
  static void measure(TrainingState state, FaceSet faces, TrainingJob.Machine machine) {
    state.network().eval();
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      new CentreStart(state, faces, machine).measure();
    }
  }

  private void measure() {
    List<Integer> wanted = firstOfEach();
    int batch = machine.compute().cuda() ? BATCH_ON_CARD : BATCH;
    try (ProgressBar bar = Progress.bar("class centres", wanted.size());
        DecodedAhead decoded = new DecodedAhead(faces, wanted, batch, machine.workers())) {
      while (decoded.hasNext()) {
        DecodedAhead.Decoded next = decoded.next();
        add(next);
        bar.stepBy(next.asked());
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

  private void add(DecodedAhead.Decoded decoded) {
    if (decoded.pictures().isEmpty()) {
      return;
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor x = Pixels.normalise(Crops.batch(decoded.pictures()), machine.compute().device());
      Tensor embeddings = state.network().run(new TensorOps(), x).embedding().to(ScalarType.Float);
      Tensor units = embeddings.div(norm(embeddings)).to(sums.device(), ScalarType.Float);
      sums.index_add_(0, Upload.longs(decoded.labels(), sums.device()), units);
    }
  }

  private static Tensor norm(Tensor rows) {
    return rows.norm(new ScalarOptional(new Scalar(2.0)), new long[] {1}, true);
  }
}
