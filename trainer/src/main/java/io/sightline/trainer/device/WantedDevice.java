package io.sightline.trainer.device;

/** What a person wants to be computed on. */
public enum WantedDevice {
  /** A card where libtorch sees one, else the CPU. */
  AUTO,
  CPU,
  /** A card, or nothing. */
  CUDA
}
