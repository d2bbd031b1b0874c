package io.sightline.contract.config;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * An HTTP POST an alert version. Key {@code channels.<id>.webhook}.
 *
 * @param url http:// or https://; may hold credentials, so it prints without them
 * @param secret the body is signed with it (HMAC-SHA256); unsigned when not given
 * @param template of the body, with {@code {{field}}} in the place of an alert's fields; the whole
 *     alert as JSON when not given
 * @param headers sent with it; never logged
 * @param timeout of one attempt
 */
public record WebhookConfig(
    CameraUrl url, Secret secret, String template, Map<String, Secret> headers, Duration timeout) {

  public WebhookConfig {
    headers = Gaps.left(headers);
    timeout = timeout == null ? Duration.ofSeconds(10) : timeout;
    new Problems()
        .required("url", url == null ? null : url.value())
        .check("url", url == null || web(url.value()), "must begin with http:// or https://")
        .check(
            "secret",
            secret == null || secret.value().length() >= 16,
            "must have 16 characters or more")
        .range("timeout", timeout.toMillis() / 1000.0, 0.1, 300)
        .raise();
  }

  private static boolean web(String url) {
    try {
      URI uri = URI.create(url);
      return uri.getHost() != null && uri.getScheme().matches("https?");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
