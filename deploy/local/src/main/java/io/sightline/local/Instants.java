package io.sightline.local;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads points in time of the command line: {@code 2026-11-24T13:00} on this machine's clock,
 * {@code 2026-11-24T13:00:00Z} or with another offset.
 */
final class Instants {

  private Instants() {}

  static Instant parse(String text) {
    try {
      return text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "'" + text + "' is no time such as 2026-11-24T13:00 or 2026-11-24T13:00:00Z");
    }
  }
}
