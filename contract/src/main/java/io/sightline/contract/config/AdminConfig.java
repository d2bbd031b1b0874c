package io.sightline.contract.config;

/**
 * The admin ports, one a service: health and metrics. Key {@code admin}. Port 0 means any free one.
 *
 * @param host address to listen on; the pages hold no pictures and no names
 */
public record AdminConfig(String host, Integer ingest, Integer recognizer, Integer indexer) {

  public AdminConfig {
    host = host == null ? "127.0.0.1" : host;
    ingest = ingest == null ? 9101 : ingest;
    recognizer = recognizer == null ? 9102 : recognizer;
    indexer = indexer == null ? 9103 : indexer;
    new Problems()
        .range("ingest", ingest, 0, 65_535)
        .range("recognizer", recognizer, 0, 65_535)
        .range("indexer", indexer, 0, 65_535)
        .raise();
  }

  /** Any free ports: for runs beside others. */
  public static AdminConfig anyPorts() {
    return new AdminConfig(null, 0, 0, 0);
  }
}
