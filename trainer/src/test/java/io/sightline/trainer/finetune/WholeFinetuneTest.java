package io.sightline.trainer.finetune;

/** What {@link CudaFinetuneTest} asks of a card. */
class WholeFinetuneTest extends WholeFinetune {
  WholeFinetuneTest() {
    super("cpu", "fp32");
  }
}
