package io.sightline.recognizer.sighting;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Puts aside records that a processor cannot use, in the processor's own transaction. */
record DeadLetterMaker(
    ProcessorContext<String, byte[]> context, String stage, MeterRegistry registry) {

  /** The name of the sink, in every topology. */
  static final String SINK = "dead-letters";

  private static final byte[] NOTHING = new byte[0];

  void bury(Record<String, byte[]> record, String reason) {
    var at = context.recordMetadata().orElseThrow();
    DeadLetter letter =
        new DeadLetter(
            at.topic(),
            at.partition(),
            at.offset(),
            record.key() == null ? NOTHING : record.key().getBytes(StandardCharsets.UTF_8),
            record.value() == null ? NOTHING : record.value(),
            stage,
            reason,
            Instant.ofEpochMilli(context.currentSystemTimeMs()));
    context.forward(record.withValue(Codecs.DEAD_LETTER.encode(letter)), SINK);
    registry.counter("sightline.records.dead", "stage", stage).increment();
  }
}
