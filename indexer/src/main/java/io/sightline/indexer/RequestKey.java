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
  /** Characters of a UUID, with the hyphen behind it. */
  private static final int FIRST_HALF = 19;

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

  /**
   * The id of one thing that is made of a content: the first half of it follows from the key, the
   * second from the content. So the same key with another content makes another thing, and is known
   * again by {@link #sameKey}. Without a key, of no other.
   */
  String id(String what, String content) {
    String ofKey = id(what);
    if (!given()) {
      return ofKey;
    }
    UUID ofContent = UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8));
    return new UUID(
            UUID.fromString(ofKey).getMostSignificantBits(), ofContent.getLeastSignificantBits())
        .toString();
  }

  /** Whether two ids are of the same thing under the same key, whatever it was made of. */
  static boolean sameKey(String a, String b) {
    return a.length() == b.length() && a.regionMatches(0, b, 0, FIRST_HALF);
  }
}
