package io.sightline.indexer.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A mail server that refuses whom, and what, it is told to, which GreenMail does not. */
final class MailServerWithoutBoxes implements AutoCloseable {
  private static final Duration LONGEST_TALK = Duration.ofSeconds(10);

  private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private final Thread thread = new Thread(this::serve, "mail-server");
  private final boolean rude;

  /** What it says to a line that begins so, instead of what is fine. */
  private final Map<String, String> answers = new ConcurrentHashMap<>();

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
    for (String to : gone) {
      refuse(to, "550 no such box");
    }
    thread.setDaemon(true);
    thread.start();
  }

  void refuse(String to, String answer) {
    answers("RCPT TO:<" + to + ">", answer);
  }

  /**
   * @param begin of what the client says; {@code .} ends a mail
   */
  void answers(String begin, String answer) {
    answers.put(begin, answer);
  }

  void fine() {
    answers.clear();
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
      String answer = answer(line);
      boolean fine = answer.startsWith("2");
      if (line.startsWith("RCPT TO:<") && fine) {
        recipients.add(line.substring("RCPT TO:<".length(), line.indexOf('>')));
      } else if (line.equals("DATA") && fine) {
        out.print("354 go on\r\n");
        for (String text = in.readLine(); !".".equals(text); text = in.readLine()) {
          if (text == null) {
            return;
          }
        }
        answer = answer(".");
        if (answer.startsWith("2")) {
          taken.add(List.copyOf(recipients));
        }
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

  private String answer(String line) {
    return answers.entrySet().stream()
        .filter(a -> line.startsWith(a.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("250 fine");
  }

  /** A thread that waits for a client may still get one while it is being told. */
  @Override
  public void close() throws IOException, InterruptedException {
    listener.close();
    thread.join(LONGEST_TALK.toMillis());
  }
}
