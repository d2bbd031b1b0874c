package io.sightline.indexer;

import co.elastic.clients.elasticsearch.core.search.Hit;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a page ended. To clients it is an opaque text.
 *
 * @param time of the last document shown, milliseconds since the epoch
 * @param id of the last document shown
 */
record Cursor(long time, String id) {

  static Cursor after(Hit<?> last) {
    return new Cursor(
        Long.parseLong(last.sort().get(0)._toJsonString()), last.sort().get(1).stringValue());
  }

  String encode() {
    byte[] text = (time + " " + id).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  static Cursor decode(String text) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
      return new Cursor(Long.parseLong(parts[0]), parts[1]);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw Problem.badRequest("the cursor is not one of ours");
    }
  }
}
