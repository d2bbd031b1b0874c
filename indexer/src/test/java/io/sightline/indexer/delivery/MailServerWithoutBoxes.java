package io.sightline.indexer.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A mail server that refuses whom it has no box for, which GreenMail does not. */
final class MailServerWithoutBoxes implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private final List<String> gone;
  private final boolean rude;

  /** Of each message that was taken, whom it is for. */
  private final List<List<String>> taken = Collections.synchronizedList(new ArrayList<>());

  /**
   * @param gone whom there is no box for
   */
  MailServerWithoutBoxes(String... gone) throws IOException {
    this(false, gone);
  }

  /**
   * @param rude whether it resets the connection instead of saying farewell
   */
  MailServerWithoutBoxes(boolean rude, String... gone) throws IOException {
    this.rude = rude;
    this.gone = List.of(gone);
    Thread thread = new Thread(this::serve, "mail-server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  List<List<String>> taken() {
    return taken;
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        talk(client);
      } catch (IOException e) {
        // The client, or the test, has ended.
      }
    }
  }

  private void talk(Socket client) throws IOException {
    PrintStream out = new PrintStream(client.getOutputStream(), true, StandardCharsets.US_ASCII);
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    List<String> recipients = new ArrayList<>();
    out.print("220 ready\r\n");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String answer = "250 fine";
      if (line.startsWith("RCPT TO:<")) {
        String to = line.substring("RCPT TO:<".length(), line.indexOf('>'));
        boolean refused = gone.contains(to);
        if (!refused) {
          recipients.add(to);
        }
        answer = refused ? "550 no such box" : answer;
      } else if (line.equals("DATA")) {
        out.print("354 go on\r\n");
        while (!".".equals(in.readLine())) {}
        taken.add(List.copyOf(recipients));
      } else if (line.equals("RSET")) {
        recipients.clear();
      } else if (line.equals("QUIT")) {
        if (rude) {
          // Closed so, the connection is reset.
          client.setSoLinger(true, 0);
          return;
        }
        answer = "221 bye";
      }
      out.print(answer + "\r\n");
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
