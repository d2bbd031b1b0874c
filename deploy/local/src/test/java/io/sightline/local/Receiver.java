package io.sightline.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/** The other side of a webhook: keeps what it was told, and is out of order now and then. */
final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final RandomGenerator random;
  private final Map<String, List<Integer>> contents = new ConcurrentHashMap<>();

  Receiver(RandomGenerator random) throws IOException {
    this.random = random;
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String id = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    contents.computeIfAbsent(id, k -> new CopyOnWriteArrayList<>()).add(Arrays.hashCode(body));
    // What was taken may still be answered with an error: it comes again.
    exchange.sendResponseHeaders(random.nextInt(10) == 0 ? 503 : 204, -1);
    exchange.close();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/alerts";
  }

  /** A hash of each body that came with an idempotency key, by key. */
  Map<String, List<Integer>> contents() {
    return contents;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
