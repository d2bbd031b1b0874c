package io.sightline.contract.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The admin port of a service: {@code /health} (200 or 503, JSON) and {@code /metrics} (Prometheus
 * text).
 */
public final class AdminServer implements AutoCloseable {
  static {
    // Who begins a request and does not end it would else hold a thread for good. Seconds.
    System.setProperty("sun.net.httpserver.maxReqTime", "20");
    System.setProperty("sun.net.httpserver.maxRspTime", "60");
  }

  private final HttpServer server;
  private final ExecutorService threads;

  /**
   * @param port 0 for any free one
   * @throws IOException when it cannot listen; names the address and the service
   */
  public AdminServer(String host, int port, Service service) throws IOException {
    try {
      server = HttpServer.create(new InetSocketAddress(host, port), 0);
    } catch (IOException e) {
      throw new IOException(
          "the admin port of "
              + service.name()
              + " cannot listen on "
              + host
              + ":"
              + port
              + ": "
              + e.getMessage(),
          e);
    }
    threads =
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "admin-" + service.name());
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/health", exchange -> health(exchange, service));
    server.createContext(
        "/metrics",
        exchange -> send(exchange, 200, "text/plain; version=0.0.4", service.metrics().scrape()));
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private static void health(HttpExchange exchange, Service service) throws IOException {
    Health health = service.health();
    String body =
        "{\"service\":\"%s\",\"status\":\"%s\",\"detail\":\"%s\"}\n"
            .formatted(service.name(), health.up() ? "up" : "down", escape(health.detail()));
    send(exchange, health.up() ? 200 : 503, "application/json", body);
  }

  private static String escape(String text) {
    return new String(
        com.fasterxml.jackson.core.io.JsonStringEncoder.getInstance().quoteAsString(text));
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
