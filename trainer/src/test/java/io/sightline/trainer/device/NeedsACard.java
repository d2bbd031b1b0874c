package io.sightline.trainer.device;

import static org.bytedeco.pytorch.global.torch.cuda_is_available;

import org.junit.jupiter.api.Assumptions;

/** For tests that compute on a card. */
public final class NeedsACard {
  private NeedsACard() {}

  /** Skips with the reason where libtorch sees none. */
  public static void orSkips() {
    Libtorch.load();
    try {
      Assumptions.assumeTrue(cuda_is_available(), Libtorch::withoutDevice);
    } catch (LinkageError e) {
      Assumptions.abort("libtorch does not load here: " + e.getMessage());
    }
  }
}
