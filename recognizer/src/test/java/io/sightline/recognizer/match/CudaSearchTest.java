package io.sightline.recognizer.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.cuda.global.cudart.cudaMemGetInfo;

import io.sightline.contract.config.MatchingConfig;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.MaskState;
import io.sightline.recognizer.engine.CudaProducts;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.SizeTPointer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On a machine with a card: {@code mvn -Pgpu -Dtest.excluded.groups=long verify}. */
@Tag("gpu")
class CudaSearchTest extends CardSearchContract {

  @Override
  CardSearch search() {
    CudaProducts.missing().ifPresent(what -> Assumptions.abort("no CUDA here: " + what));
    return CardSearch.onCuda(size(), 1);
  }

  @Override
  int size() {
    return 512;
  }

  @Override
  int identities() {
    return 7000;
  }

  @Override
  int tooMany() {
    return 20_000;
  }

  @Test
  void twoHundredThousandTemplatesInOneCall() {
    anew(128);
    put(IntStream.range(0, 200_000).mapToObj(i -> people.enrollment("p" + i, 1)).toList());
    assertSame(1, 5, 63, 64);
  }

  @Test
  void moreBlocksThanOneCallTakes() {
    anew(32);
    put(IntStream.range(0, 540_000).mapToObj(i -> people.enrollment("p" + i, 1)).toList());
    assertSame(1, 64);
  }

  @Test
  void anEmbeddingMayHaveAnySize() {
    anew(67);
    fill();
    assertSame(1, 3, 64);
  }

  /** Smaller rows, so that the enrolments of the large tests fit into the heap. */
  private void anew(int size) {
    close();
    people = new RandomPeople(size, 12);
    cpu = new Gallery("s", size, MatchingConfig.Scan.FLOAT);
    card = new Gallery("s", size, MatchingConfig.Scan.FLOAT, CardSearch.onCuda(size, 1));
  }

  /** Warm-up first: CUDA, cuBLAS and the driver take memory of their own when first used. */
  @Test
  void theCardsMemoryIsFlat() {
    List<Enrollment> all =
        IntStream.range(0, 20_000).mapToObj(i -> people.enrollment("p" + i, 1)).toList();
    put(all);
    long least = Long.MAX_VALUE;
    long before = 0;
    for (int round = 0; round < 60; round++) {
      List<Enrollment> anew = all.subList(round % 4 * 5000, (round % 4 + 1) * 5000);
      card.putAll(anew);
      matcher(card).match(List.of(new Query(people.face(), MaskState.BARE)));
      assertThat(card.searchedOnCard()).isTrue();
      if (round == 20) {
        before = free();
      } else if (round > 20) {
        least = Math.min(least, free());
      }
    }
    // A few blocks of 4 MB, as they are copied one by one; others may use the card, too.
    assertThat(before - least).isLessThan(64L << 20);
    card.close();
    assertThat(free() - before).isGreaterThan(100L << 20);
    card = null;
    cpu.close();
  }

  private static long free() {
    try (SizeTPointer free = new SizeTPointer(1);
        SizeTPointer all = new SizeTPointer(1)) {
      assertThat(cudaMemGetInfo(free, all)).isZero();
      return free.get();
    }
  }
}
