package io.sightline.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The configuration folder of a node that is a cluster of its own. A port that nobody asked for is
 * the node's choice, and it writes down which: one that is chosen for it somebody else may take in
 * the seconds until it listens.
 */
record ElasticsearchSettings(Path home, EngineFolder folder, EngineOptions options) {

  /** Whether the node has told on which port it listens. */
  boolean listens() {
    return Files.exists(told());
  }

  /** The port on which it listens. */
  int port() {
    try {
      String address = Files.readString(told()).strip();
      return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    } catch (IOException | NumberFormatException e) {
      throw new EngineException("Elasticsearch's port cannot be read from " + told(), e);
    }
  }

  private Path told() {
    return folder.log().resolveSibling("http.ports");
  }

  void write() throws IOException {
    // The last start's.
    Files.deleteIfExists(told());
    Files.writeString(folder.config().resolve("elasticsearch.yml"), yaml());
    Engines.copyLogConfiguration(folder);
    List<String> shipped = Files.readAllLines(home.resolve("config/jvm.options"));
    // It comes with up to 2 GB of garbage collector's logs.
    Files.write(
        folder.config().resolve("jvm.options"),
        shipped.stream().filter(line -> !line.contains("-Xlog:gc")).toList());
    Path more = Files.createDirectories(folder.config().resolve("jvm.options.d"));
    Files.writeString(more.resolve("sightline.options"), jvmOptions());
  }

  private String jvmOptions() {
    String options =
        "-Xms%1$dm\n-Xmx%1$dm\n-Dsightline.log=%2$s\n"
            .formatted(options().heapMegabytes(), folder.log());
    return options().quickStart() ? options + "-XX:TieredStopAtLevel=1\n" : options;
  }

  private String yaml() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("cluster.name", "sightline-local");
    settings.put("node.name", "local");
    settings.put("path.data", folder.data().toString());
    settings.put("path.logs", folder.log().getParent().toString());
    settings.put("network.host", "127.0.0.1");
    settings.put("http.port", String.valueOf(options.port()));
    settings.put("transport.port", "0");
    settings.put("node.portsfile", "true");
    settings.put("discovery.type", "single-node");
    settings.put("xpack.security.enabled", "false");
    // By default nothing is allotted on a disk that is nine tenths full, however large it is.
    settings.put("cluster.routing.allocation.disk.watermark.low", "1gb");
    settings.put("cluster.routing.allocation.disk.watermark.high", "500mb");
    settings.put("cluster.routing.allocation.disk.watermark.flood_stage", "250mb");
    settings.putAll(options.settings());
    return settings.entrySet().stream()
        .map(e -> e.getKey() + ": " + quoted(e.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
