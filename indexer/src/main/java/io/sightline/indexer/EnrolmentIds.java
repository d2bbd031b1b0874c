package io.sightline.indexer;

import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.Template;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The ids of the templates that a request makes. With a key they follow from it and from all that
 * was asked, so that the enrolment itself tells whether the request was done, and whether its key
 * was sent with another one.
 *
 * @param templates one a photo
 * @param older those of records made before ids followed from what was asked; one more than photos
 * @param sources names of the photos
 */
record EnrolmentIds(
    boolean keyed, List<String> templates, List<String> older, List<String> sources) {

  /**
   * @param identity that the templates are of
   * @param asked the id that the request names; empty for a new identity
   */
  static EnrolmentIds of(
      RequestKey key, String identity, String asked, String name, List<Enrolment.Upload> uploads) {
    String content = key.given() ? digest(asked, name, uploads) : "";
    return new EnrolmentIds(
        key.given(),
        ids(uploads.size(), i -> key.id(identity + " " + i, content)),
        ids(uploads.size() + 1, i -> key.id(identity + " " + i)),
        uploads.stream().map(Enrolment.Upload::name).toList());
  }

  private static List<String> ids(int count, IntFunction<String> id) {
    return IntStream.range(0, count).mapToObj(id).toList();
  }

  private static String digest(String asked, String name, List<Enrolment.Upload> uploads) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      // Neither an id nor a name has a line feed in it.
      digest.update((asked + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
      for (Enrolment.Upload upload : uploads) {
        digest.update(MessageDigest.getInstance("SHA-256").digest(upload.image()));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Whether the identity has what this request makes already.
   *
   * @throws Problem when it has what another request made under this key
   */
  boolean madeIn(Enrollment identity) {
    List<String> had = identity.templates().stream().map(Template::id).toList();
    if (!keyed || had.stream().noneMatch(id -> RequestKey.sameKey(id, templates.get(0)))) {
      return false;
    }
    if (had.containsAll(templates) || madeByOlder(identity, had)) {
      return true;
    }
    throw new Problem(
        422,
        "The key was used before",
        "this Idempotency-Key was sent with another request, which identity "
            + identity.identityId()
            + " has photos of: other photos or another name need another key");
  }

  /** Of those it is only known how many photos there were, and how they were called. */
  private boolean madeByOlder(Enrollment identity, List<String> had) {
    List<String> expected = older.subList(0, sources.size());
    return had.containsAll(expected)
        && !had.contains(older.get(sources.size()))
        && identity.templates().stream()
            .filter(t -> expected.contains(t.id()))
            .map(Template::source)
            .toList()
            .equals(sources);
  }
}
