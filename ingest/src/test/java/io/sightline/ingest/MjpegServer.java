package io.sightline.ingest;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.bytedeco.opencv.opencv_core.Mat;

/** A camera that speaks HTTP: numbered pictures of 160x120 every 30 ms, and several faults. */
public final class MjpegServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<String> served = ConcurrentHashMap.newKeySet();
  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile int fault;

  public MjpegServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/mjpeg", exchange -> stream(exchange, Integer.MAX_VALUE));
    server.createContext("/falls-silent", exchange -> stream(exchange, 30));
    server.createContext("/turns-wide", this::turnWide);
    server.createContext("/refuses", exchange -> refuse(exchange));
    server.createContext("/never-answers", exchange -> silence());
    server.start();
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** The names of the files that were asked for. */
  public Set<String> served() {
    return served;
  }

  /** Answers with this status instead of a folder's files; 0: no more. */
  public void fault(int status) {
    fault = status;
  }

  /** Serves a folder's files; returns the address they stand under. */
  public String serve(String path, Path folder) {
    server.createContext(
        path,
        exchange -> {
          Path file = folder.resolve(Path.of(exchange.getRequestURI().getPath()).getFileName());
          served.add(file.getFileName().toString());
          if (fault != 0) {
            exchange.sendResponseHeaders(fault, -1);
            exchange.close();
            return;
          }
          exchange.sendResponseHeaders(200, Files.size(file));
          try (OutputStream out = exchange.getResponseBody()) {
            Files.copy(file, out);
          }
        });
    return url(path);
  }

  /** Serves a file's bytes in so many pieces, one each 100 ms; returns the address. */
  public String trickle(String path, byte[] bytes, int pieces) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < pieces && !closed.await(100, TimeUnit.MILLISECONDS); i++) {
              int from = bytes.length * i / pieces;
              out.write(bytes, from, bytes.length * (i + 1) / pieces - from);
              out.flush();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    return url(path);
  }

  public void awaitRequest() throws InterruptedException {
    requested.await(30, TimeUnit.SECONDS);
  }

  private static void refuse(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(401, -1);
    exchange.close();
  }

  private void silence() {
    requested.countDown();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Two good pictures, and then only some that are wider than any camera's. */
  private void turnWide(HttpExchange exchange) throws IOException {
    begin(exchange);
    try (OutputStream out = exchange.getResponseBody();
        JpegEncoder encoder = new JpegEncoder(90);
        Mat good = new Mat(120, 160, CV_8UC3);
        Mat wide = new Mat(16, 20_000, CV_8UC3)) {
      TestVideo.paint(good, 1);
      TestVideo.paint(wide, 1);
      write(out, encoder.encode(good));
      write(out, encoder.encode(good));
      byte[] jpeg = encoder.encode(wide);
      while (closed.getCount() > 0) {
        write(out, jpeg);
      }
    }
  }

  private void stream(HttpExchange exchange, int count) throws IOException {
    begin(exchange);
    try (OutputStream out = exchange.getResponseBody();
        JpegEncoder encoder = new JpegEncoder(90);
        Mat picture = new Mat(120, 160, CV_8UC3)) {
      for (int i = 0; i < count && !closed.await(30, TimeUnit.MILLISECONDS); i++) {
        TestVideo.paint(picture, i % 256);
        write(out, encoder.encode(picture));
      }
      silence();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void begin(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "multipart/x-mixed-replace; boundary=frame");
    exchange.sendResponseHeaders(200, 0);
  }

  private static void write(OutputStream out, byte[] jpeg) throws IOException {
    String head =
        "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + jpeg.length + "\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(jpeg);
    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
