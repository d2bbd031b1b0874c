package io.sightline.contract.config;

/**
 * The index. Key {@code elasticsearch}.
 *
 * @param url http or https address of one node or a load balancer
 * @param username for HTTP basic authentication; empty for none
 * @param indexPrefix put before every index name
 */
public record ElasticsearchConfig(
    String url, String username, Secret password, String indexPrefix) {

  public ElasticsearchConfig {
    url = url == null ? "http://127.0.0.1:9200" : url;
    username = username == null ? "" : username;
    password = password == null ? new Secret("") : password;
    indexPrefix = indexPrefix == null ? "" : indexPrefix;
    new Problems()
        .check("url", url.matches("https?://.+"), "must start with http:// or https://")
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
}
