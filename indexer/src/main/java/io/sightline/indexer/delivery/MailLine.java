package io.sightline.indexer.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;

/**
 * The line to a mail server for one attempt. The timeouts of mail are those of one reading: a
 * server that sends a byte now and then keeps to them for ever, so the line is cut after a while.
 * TLS is laid over it.
 */
final class MailLine extends SocketFactory implements AutoCloseable {
  private final CompletableFuture<Void> end;
  private Socket socket;
  private boolean cut;

  MailLine(Duration limit) {
    end =
        CompletableFuture.runAsync(
            this::cut, CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
  }

  private synchronized void cut() {
    cut = true;
    hangUp();
  }

  private void hangUp() {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      // Then it is closed.
    }
  }

  /** Whether the time was up. */
  synchronized boolean wasCut() {
    return cut;
  }

  @Override
  public synchronized Socket createSocket() throws IOException {
    if (cut) {
      throw new IOException("the time is up");
    }
    socket = new Socket();
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException("mail connects its sockets itself");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    return createSocket(host.getHostName(), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
    return createSocket(host, port);
  }

  @Override
  public void close() {
    end.cancel(false);
  }
}
