package io.sightline.trainer.finetune;

import io.sightline.trainer.device.NeedsACard;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** On a machine with a card: {@code mvn -Pgpu -Dtest.excluded.groups=long verify}. */
@Tag("gpu")
class CudaFinetuneTest extends WholeFinetune {
  CudaFinetuneTest() {
    super("cuda", "bf16");
  }

  @BeforeAll
  static void needsACard() {
    NeedsACard.orSkips();
  }
}
