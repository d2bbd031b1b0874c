package io.sightline.recognizer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {

  @Test
  void inOrderItIsAPlainOffset() {
    Progress progress = new Progress(null);
    assertThat(progress.begin(7)).isTrue();
    assertThat(progress.begin(8)).isTrue();
    assertThat(progress.position()).isEqualTo(new OffsetAndMetadata(7));
    progress.done(7);
    assertThat(progress.position()).isEqualTo(new OffsetAndMetadata(8));
    progress.done(8);
    assertThat(progress.position()).isEqualTo(new OffsetAndMetadata(9));
    progress.readTo(11);
    assertThat(progress.position()).isEqualTo(new OffsetAndMetadata(11));
  }

  @Test
  void whatIsDoneOutOfOrderIsLeftOutByTheNext() {
    Progress first = new Progress(new OffsetAndMetadata(100));
    for (long offset = 100; offset < 150; offset++) {
      first.begin(offset);
      if (offset != 100 && offset != 103 && offset != 148) {
        first.done(offset);
      }
    }
    OffsetAndMetadata committed = first.position();
    assertThat(committed).isEqualTo(new OffsetAndMetadata(100, "3,19,2"));
    assertThat(Progress.doneBehind(committed)).isEqualTo(47);
    assertThat(Progress.doneBehind(new OffsetAndMetadata(100))).isZero();

    Progress second = new Progress(committed);
    assertThat(second.begin(100)).isTrue();
    assertThat(second.begin(101)).isFalse();
    second.done(100);
    assertThat(second.position()).isEqualTo(new OffsetAndMetadata(103, "19,2"));
  }

  @Test
  void whatKafkaKeepsNoMoreIsNotWaitedFor() {
    Progress progress = new Progress(new OffsetAndMetadata(100, "3,19,2"));
    assertThat(progress.begin(149)).isFalse();
    assertThat(progress.position()).isEqualTo(new OffsetAndMetadata(150));
  }

  @Test
  void foreignMetadataMeanThatNothingBehindIsDone() {
    Progress progress = new Progress(new OffsetAndMetadata(100, "by a tool; 12"));
    assertThat(progress.begin(100)).isTrue();
    assertThat(progress.begin(101)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyFrameIsDoneOnceHoweverOftenSessionsEnd(long seed) {
    Random random = new Random(seed);
    TreeMap<Long, Integer> done = new TreeMap<>();
    OffsetAndMetadata committed = null;
    for (int session = 0; session < 40; session++) {
      Progress progress = new Progress(committed);
      long from = committed == null ? 0 : committed.offset();
      List<Long> taken = new ArrayList<>();
      for (long offset = from; offset < Math.min(500, from + 60); offset++) {
        if (progress.begin(offset)) {
          taken.add(offset);
        }
      }
      for (int i = random.nextInt(1 + taken.size()); i > 0; i--) {
        long offset = taken.remove(random.nextInt(taken.size()));
        progress.done(offset);
        done.merge(offset, 1, Integer::sum);
      }
      committed = progress.position();
      assertThat(committed.metadata().length()).isLessThan(4096);
    }
    Progress last = new Progress(committed);
    for (long offset = committed.offset(); offset < 500; offset++) {
      if (last.begin(offset)) {
        done.merge(offset, 1, Integer::sum);
      }
    }
    assertThat(done).as("seed %d", seed).hasSize(500);
    assertThat(done.values()).containsOnly(1);
  }
}
