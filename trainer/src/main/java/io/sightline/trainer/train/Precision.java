package io.sightline.trainer.train;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** In what numbers the network's forward pass is computed; weights and loss are always fp32. */
public enum Precision {
  /** bf16 on CUDA, fp32 on a CPU. */
  AUTO(ScalarType.Float),
  FP32(ScalarType.Float),
  BF16(ScalarType.BFloat16),
  /** With a scaled loss, for cards before Ampere. CUDA only. */
  FP16(ScalarType.Half);

  private final ScalarType type;

  Precision(ScalarType type) {
    this.type = type;
  }

  ScalarType type() {
    return type;
  }
}
