package io.sightline.contract.config;

import java.util.List;

/**
 * The HTTP API of the indexer. Key {@code api}.
 *
 * @param host address to listen on
 * @param port 0 for any free one
 * @param keys accepted in the header {@code X-Api-Key}; without any, the API only listens on a
 *     loopback address
 */
public record ApiConfig(String host, Integer port, List<Secret> keys) {

  public ApiConfig {
    host = host == null ? "127.0.0.1" : host;
    port = port == null ? 8080 : port;
    keys = Gaps.left(keys);
    new Problems()
        .range("port", port, 0, 65_535)
        .check(
            "keys",
            !keys.isEmpty() || Loopback.is(host),
            "must not be empty when api.host is not a loopback address")
        .check(
            "keys",
            keys.stream().allMatch(k -> k.value().length() >= 16),
            "must have 16 characters or more each")
        .raise();
  }

  /** Whether others than this machine can reach it. */
  public boolean beyondThisMachine() {
    return !Loopback.is(host);
  }
}
