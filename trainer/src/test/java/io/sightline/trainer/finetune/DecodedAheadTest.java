package io.sightline.trainer.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.Pictures;
import io.sightline.trainer.train.FakeFaces;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecodedAheadTest {
  private static final FakeFaces FACES = FakeFaces.of(3);
  private static final List<Integer> ALL = IntStream.range(0, FACES.size()).boxed().toList();

  /** One picture is damaged, another cannot even be read. */
  private record Bad(int damaged, int unreadable) implements FaceSet {
    @Override
    public int size() {
      return FACES.size();
    }

    @Override
    public int identities() {
      return FACES.identities();
    }

    @Override
    public int label(int index) {
      return FACES.label(index);
    }

    @Override
    public byte[] encoded(int index) {
      if (index == unreadable) {
        throw new IllegalStateException("the disk is gone");
      }
      return index == damaged ? new byte[] {1} : FACES.encoded(index);
    }

    @Override
    public String name(int index) {
      return FACES.name(index);
    }

    @Override
    public void close() {}
  }

  private static List<DecodedAhead.Decoded> read(FaceSet faces, int batch, int workers) {
    List<DecodedAhead.Decoded> all = new ArrayList<>();
    try (DecodedAhead decoded = new DecodedAhead(faces, ALL, batch, workers)) {
      decoded.forEachRemaining(all::add);
    }
    return all;
  }

  @Test
  void comesInOrderWhateverTheThreads() {
    for (int workers : new int[] {1, 4}) {
      List<DecodedAhead.Decoded> all = read(FACES, 5, workers);
      assertThat(all).extracting(DecodedAhead.Decoded::asked).containsExactly(5, 5, 2);
      int index = 0;
      for (DecodedAhead.Decoded batch : all) {
        for (int i = 0; i < batch.labels().length; i++, index++) {
          assertThat(batch.labels()[i]).isEqualTo(FACES.label(index));
          assertThat(batch.pictures().get(i))
              .isEqualTo(Pictures.decode112(FACES.encoded(index), "picture"));
        }
      }
      assertThat(index).isEqualTo(FACES.size());
    }
  }

  @Test
  void damagedOnesAreLeftOutWithTheirLabels() {
    DecodedAhead.Decoded first = read(new Bad(1, -1), 4, 2).get(0);
    assertThat(first.pictures()).hasSize(3);
    assertThat(first.labels()).containsExactly(FACES.label(0), FACES.label(2), FACES.label(3));
    assertThat(first.asked()).isEqualTo(4);
  }

  @Test
  void whatIsNoDamageIsThrown() {
    assertThatThrownBy(() -> read(new Bad(-1, 9), 4, 2)).hasMessage("the disk is gone");
  }
}
