package io.sightline.indexer;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * The header {@code Idempotency-Key} of a request: what such a request makes has the same ids when
 * it is sent again. A blank one is none: it would be the same for everybody.
 */
record RequestKey(Optional<String> key) {

  static RequestKey of(Context request) {
    return new RequestKey(
        Optional.ofNullable(request.header("Idempotency-Key")).filter(k -> !k.isBlank()));
  }

  boolean given() {
    return key.isPresent();
  }

  /** The id of one thing that is made; without a key, of no other. */
  String id(String what) {
    return key.map(k -> UUID.nameUUIDFromBytes((what + "\n" + k).getBytes(StandardCharsets.UTF_8)))
        .orElseGet(UUID::randomUUID)
        .toString();
  }
}
