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

  @Test
  void whatFailsAgainAndAgainIsPutAsideAndTheRestGoesOn() throws Exception {
    InTurn work = inTurn("good", "poison", "last");
    assertThat(List.of(work.advance(), work.advance(), work.advance()))
        .containsExactly(false, false, true);
    assertThat(done).containsExactly("good", "last");
    assertThat(producer.history()).hasSize(1);
    assertThat(Codecs.DEAD_LETTER.decode(producer.history().get(0).value()).reason())
        .contains("ClassCastException");
  }

  @Test
  void whatFailsOnceIsDoneThen() throws Exception {
    InTurn work = inTurn("shaky", "last");
    assertThat(work.advance()).isFalse();
    assertThat(work.trouble()).contains("IllegalStateException");
    assertThat(work.advance()).isTrue();
    assertThat(done).containsExactly("shaky", "last");
    assertThat(producer.history()).isEmpty();
  }

  private InTurn inTurn(String... words) {
    InTurn work = new InTurn(this::step, letters);
    for (String word : words) {
      work.add(new ConsumerRecord<>("t", 0, 0, null, word.getBytes()));
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
    done.add(word);
    return Optional.empty();
  }
}
