package io.sightline.contract.config;

import java.net.URI;

/**
 * The index. Key {@code elasticsearch}.
 *
 * @param url http or https address of one node or a load balancer: host and port, without a path
 * @param username for HTTP basic authentication; empty for none
 * @param indexPrefix put before every index name
 */
public record ElasticsearchConfig(
    String url, String username, Secret password, String indexPrefix) {

  public ElasticsearchConfig {
    url = url == null ? "http://127.0.0.1:9200" : url.replaceFirst("/$", "");
    username = username == null ? "" : username;
    password = password == null ? new Secret("") : password;
    indexPrefix = indexPrefix == null ? "" : indexPrefix;
    new Problems()
        .check("url", isOfAServer(url), "must be http://HOST:PORT or https://HOST:PORT, no more")
        .check("url", !url.contains("@"), "may hold no user: set username and password")
        .check(
            "username",
            username.isEmpty() == password.value().isEmpty(),
            "needs a password, and the reverse")
        .check(
            "index_prefix",
            indexPrefix.matches("[a-z0-9-]*"),
            "may hold small letters, digits and '-'")
        .raise();
  }

  /** What is wrong is not quoted: it may hold a password. */
  private static boolean isOfAServer(String url) {
    try {
      URI uri = URI.create(url);
      return url.matches("https?://.+")
          && uri.getHost() != null
          && uri.getRawPath().isEmpty()
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
