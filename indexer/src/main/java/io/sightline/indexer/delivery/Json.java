package io.sightline.indexer.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Documents as bytes that are the same whenever they are made. */
final class Json {
  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  static String of(Object document) {
    try {
      return MAPPER.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document is always JSON", e);
    }
  }

  /** A text within the quotes of a JSON string. */
  static String quoted(String text) {
    String whole = of(text);
    return whole.substring(1, whole.length() - 1);
  }
}
