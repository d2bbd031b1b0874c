package io.sightline.indexer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to a server that can be shut, as if the server were gone, and opened again. */
public final class Gate implements AutoCloseable {
  private final URI server;
  private final ServerSocket socket;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile boolean shut;

  public Gate(String serverUrl) throws IOException {
    server = URI.create(serverUrl);
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  public String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  public void open() {
    shut = false;
  }

  public void shut() throws IOException {
    shut = true;
    for (Socket s : open) {
      s.close();
    }
    open.clear();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        if (shut) {
          client.close();
          continue;
        }
        Socket target = new Socket(server.getHost(), server.getPort());
        open.addAll(List.of(client, target));
        start(() -> copy(client, target));
        start(() -> copy(target, client));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // Either end has gone; closing both says so to the other.
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "gate");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    shut();
  }
}
