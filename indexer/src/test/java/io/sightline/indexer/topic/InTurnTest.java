package io.sightline.indexer.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.DeadLetters;
import io.sightline.contract.wire.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class InTurnTest {
  private static final Topics TOPICS =
      new Topics("", "", 1, Duration.ofHours(1), -1, Duration.ofDays(1), Duration.ofDays(1));

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final DeadLetterSender letters =
      new DeadLetterSender(
          producer,
          new DeadLetters(TOPICS, "stage", Clock.systemUTC()),
          new DeadRecords(new SimpleMeterRegistry()));
  private final List<String> done = new ArrayList<>();
  private int faults;
  private boolean stopped = true;

  @Test
  void whatFailsAgainAndAgainIsPutAsideAndTheRestGoesOn() throws Exception {
    GroupLoop.Work work = inTurn("good", "poison", "last");
    assertThat(List.of(work.advance(), work.advance(), work.advance()))
        .containsExactly(false, false, true);
    assertThat(done).containsExactly("good", "last");
    assertThat(producer.history()).hasSize(1);
    assertThat(Codecs.DEAD_LETTER.decode(producer.history().get(0).value()).reason())
        .contains("ClassCastException");
  }

  @Test
  void whatFailsOnceIsDoneThen() throws Exception {
    GroupLoop.Work work = inTurn("shaky", "last");
    assertThat(work.advance()).isFalse();
    assertThat(work.trouble()).contains("IllegalStateException");
    assertThat(work.advance()).isTrue();
    assertThat(done).containsExactly("shaky", "last");
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void whatOneAfterTheOtherFailsOfIsNoRecordsFault() throws Exception {
    Supplier<GroupLoop.Work> batches = InTurn.batches(() -> this::step, letters);
    GroupLoop.Work first = batch(batches, 0, "stopped");
    assertThat(List.of(first.advance(), first.advance(), first.advance()))
        .containsExactly(false, false, true);
    // Its batch was not committed.
    GroupLoop.Work again = batch(batches, 0, "stopped", "stopped", "last");
    for (int i = 0; i < 20; i++) {
      assertThat(again.advance()).isFalse();
    }
    assertThat(producer.history()).hasSize(2);
    assertThat(again.trouble()).contains("one after the other", "reactor");
    stopped = false;
    assertThat(again.advance()).isTrue();
    assertThat(done).containsExactly("stopped", "last");
    stopped = true;
    GroupLoop.Work later = batch(batches, 3, "stopped");
    assertThat(List.of(later.advance(), later.advance(), later.advance()))
        .containsExactly(false, false, true);
  }

  @Test
  void twoThatFailInOtherWaysArePutAside() throws Exception {
    GroupLoop.Work work = inTurn("poison", "stopped", "last");
    for (int i = 0; i < 4; i++) {
      assertThat(work.advance()).isFalse();
    }
    assertThat(work.advance()).isTrue();
    assertThat(done).containsExactly("last");
    assertThat(producer.history()).hasSize(2);
  }

  private GroupLoop.Work inTurn(String... words) {
    return batch(InTurn.batches(() -> this::step, letters), 0, words);
  }

  private static GroupLoop.Work batch(
      Supplier<GroupLoop.Work> batches, long offset, String... words) {
    GroupLoop.Work work = batches.get();
    for (int i = 0; i < words.length; i++) {
      work.add(new ConsumerRecord<>("t", 0, offset + i, null, words[i].getBytes()));
    }
    return work;
  }

  private Optional<String> step(ConsumerRecord<byte[], byte[]> record) {
    String word = new String(record.value());
    if (word.equals("poison")) {
      throw new ClassCastException("no number");
    }
    if (word.equals("shaky") && faults++ == 0) {
      throw new IllegalStateException("not yet");
    }
    if (word.equals("stopped") && stopped) {
      throw new IllegalStateException("reactor");
    }
    done.add(word);
    return Optional.empty();
  }
}
