package io.sightline.recognizer.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.config.MatchingConfig;
import io.sightline.contract.wire.MaskState;
import io.sightline.recognizer.engine.EngineException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** With a made-up card. */
class CardSearchTest extends CardSearchContract {
  private final FakeCard fake = new FakeCard(size());
  private int opened;

  @Override
  CardSearch search() {
    return upwards(1);
  }

  private CardSearch upwards(int least) {
    return new CardSearch(
        least,
        () -> {
          opened++;
          return fake;
        });
  }

  @Override
  int size() {
    return 64;
  }

  @Override
  int identities() {
    return 3000;
  }

  @Override
  int tooMany() {
    return 2 * FakeCard.CAPACITY;
  }

  @Test
  void aSmallGalleryIsTheCpus() {
    card.close();
    card = new Gallery("s", size(), MatchingConfig.Scan.FLOAT, upwards(4));
    put(IntStream.range(0, 3).mapToObj(i -> people.enrollment("p" + i, 1)).toList());
    match();
    assertThat(card.searchedOnCard()).isFalse();
    assertThat(opened).isZero();
    put(List.of(people.enrollment("fourth", 1)));
    match();
    assertThat(card.searchedOnCard()).isTrue();
    remove(List.of("fourth"));
    match();
    assertThat(card.searchedOnCard()).isFalse();
    assertThat(opened).isOne();
  }

  @Test
  void onlyWhatIsNewGoesToTheCard() {
    fill();
    match();
    assertThat(fake.rowsLoaded).isEqualTo(card.references());
    match();
    put(List.of(people.enrollment("more", 3)));
    match();
    assertThat(fake.rowsLoaded).isEqualTo(card.references());
  }

  @Test
  void theCardsMemoryGoesWithTheBlocks() {
    fill();
    match();
    int most = fake.blocks.get();
    for (int i = 0; i < 20; i++) {
      fill();
      match();
      assertThat(fake.blocks.get()).isLessThanOrEqualTo(most * 4 / 3 + 3);
    }
    card.close();
    assertThat(fake.blocks.get()).isZero();
    assertThat(fake.closed).isTrue();
    card = null;
    cpu.close();
  }

  @Test
  void aCardThatFailsIsLeftAlone() {
    failsWith(() -> new EngineException("CUDA error 2: out of memory", null));
  }

  @Test
  void aLibraryThatFailsIsLeftAlone() {
    failsWith(() -> new UnsatisfiedLinkError("no jnicublas"));
  }

  private void failsWith(Supplier<Throwable> failure) {
    fill();
    assertSame(8);
    fake.failure = failure;
    List<Query> queries = people.queries(64, List.copyOf(enrolled.values()));
    assertThat(matcher(card).match(queries)).isEqualTo(matcher(cpu).match(queries));
    assertThat(card.searchedOnCard()).isFalse();
    assertThat(fake.closed).isTrue();
    assertThat(fake.blocks.get()).isZero();
    fake.failure = null;
    fill();
    assertThat(matcher(card).match(queries)).isEqualTo(matcher(cpu).match(queries));
    assertThat(card.searchedOnCard()).isFalse();
    assertThat(opened).isOne();
  }

  private void match() {
    matcher(card).match(List.of(new Query(people.face(), MaskState.BARE)));
  }
}
