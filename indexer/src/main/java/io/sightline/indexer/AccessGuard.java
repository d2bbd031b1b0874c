package io.sightline.indexer;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sightline.contract.config.ApiConfig;
import io.sightline.contract.config.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lets in who has a key. Without keys the API listens on a loopback address only, and then keeps
 * out pages of other sites that a browser on this machine shows (DNS rebinding, forged requests),
 * and whoever comes through a proxy, which is as near as this machine itself.
 */
final class AccessGuard {
  private static final Pattern THIS_MACHINE =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  /** What proxies add. */
  private static final Pattern PASSED_ON =
      Pattern.compile("forwarded|via|x-forwarded-.*|x-real-ip", Pattern.CASE_INSENSITIVE);

  private static final String WHO = "io.sightline.who";

  private final List<byte[]> keys;

  AccessGuard(ApiConfig config) {
    keys =
        config.keys().stream()
            .map(Secret::value)
            .map(key -> key.getBytes(StandardCharsets.UTF_8))
            .toList();
  }

  /**
   * @throws Problem when the request is not allowed
   */
  void check(Context request) {
    if (keys.isEmpty()) {
      checkOrigin(request);
    } else {
      checkKey(request);
    }
  }

  private void checkKey(Context request) {
    byte[] given =
        Optional.ofNullable(request.header("X-Api-Key"))
            .orElse("")
            .getBytes(StandardCharsets.UTF_8);
    int known = 0;
    for (int i = 0; i < keys.size(); i++) {
      // Every key is compared, in constant time, so that the time tells nothing.
      known = MessageDigest.isEqual(given, keys.get(i)) ? i + 1 : known;
    }
    if (known == 0) {
      throw new Problem(401, "Not allowed", "the header X-Api-Key is missing or not known");
    }
    request.attribute(WHO, "key " + fingerprint(keys.get(known - 1)));
  }

  /** Names a key for as long as it is one, wherever it stands; too short to tell anything of it. */
  private static String fingerprint(byte[] key) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(key);
      return HexFormat.of().formatHex(sum, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Whose request it is, for people; no secret. */
  static String who(Context request) {
    return Optional.<String>ofNullable(request.attribute(WHO)).orElse("somebody without a key");
  }

  private static void checkOrigin(Context request) {
    String host = "http://" + Optional.ofNullable(request.header("Host")).orElse("");
    String origin = request.header("Origin");
    // Where there is no origin, as with a picture's address, browsers say at least this.
    String site = Optional.ofNullable(request.header("Sec-Fetch-Site")).orElse("none");
    if (!isHere(host)
        || (origin != null && !isHere(origin))
        || !(site.equals("none") || site.equals("same-origin") || isLink(request))) {
      throw new Problem(
          403, "Not allowed", "without api.keys only pages and programs of this machine may ask");
    }
    if (request.headerMap().keySet().stream().anyMatch(h -> PASSED_ON.matcher(h).matches())) {
      throw new Problem(
          403,
          "Not allowed",
          "the request came through a proxy: whoever reaches that would be let in; set api.keys");
    }
  }

  /**
   * Somebody followed a link, as from web mail, to a page of its own: the other site sees nothing
   * of the answer, and reading changes nothing.
   */
  private static boolean isLink(Context request) {
    return request.method() == HandlerType.GET
        && "navigate".equals(request.header("Sec-Fetch-Mode"))
        && "document".equals(request.header("Sec-Fetch-Dest"));
  }

  private static boolean isHere(String url) {
    try {
      String host = URI.create(url).getHost();
      return host != null && THIS_MACHINE.matcher(host).matches();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
