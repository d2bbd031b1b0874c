package io.sightline.indexer.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;

/** Somebody's webhook: keeps what it is sent, and answers as it is told. */
final class Receiver implements AutoCloseable {

  /**
   * @param headers with small letters
   */
  record Request(Map<String, String> headers, String body) {

    String id() {
      return headers.get("idempotency-key");
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile ToIntFunction<Request> answer = r -> 204;

  Receiver() throws IOException {
    this(0);
  }

  Receiver(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How it answers from now on: a status, or 0 for never. */
  void answers(ToIntFunction<Request> with) {
    answer = with;
  }

  List<Request> requests() {
    return requests;
  }

  private void take(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange.getRequestHeaders().forEach((k, v) -> headers.put(k.toLowerCase(), v.get(0)));
    Request request = new Request(headers, new String(exchange.getRequestBody().readAllBytes()));
    requests.add(request);
    int status = answer.applyAsInt(request);
    if (status > 0) {
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
