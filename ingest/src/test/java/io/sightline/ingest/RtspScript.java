package io.sightline.ingest;

import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An RTSP camera that says little: its description has no size, and it sends the units it was
 * given, one a packet, again and again. Notes what it is asked.
 */
public final class RtspScript implements AutoCloseable {
  private static final int CLOCK = 90_000;

  private final ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final List<byte[]> units;
  private final int fps;
  private final String description;

  /**
   * @param codec as RTP calls it
   * @param units of H.264 without their start codes
   * @param fps units a second of the stream's own time; they are sent four times as fast
   */
  public RtspScript(String codec, List<byte[]> units, int fps) throws IOException {
    this.units = units;
    this.fps = fps;
    description =
        "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\n"
            + "m=video 0 RTP/AVP 96\r\na=rtpmap:96 "
            + codec
            + "/90000\r\na=control:track1\r\n";
    daemon(this::accept);
  }

  public String url() {
    return "rtsp://127.0.0.1:" + server.getLocalPort() + "/live";
  }

  /** The first words of the requests so far, such as {@code PLAY}. */
  public Queue<String> asked() {
    return asked;
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "rtsp-script");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        daemon(() -> answer(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      String first;
      while ((first = in.readLine()) != null) {
        String sequence = "0";
        String line;
        while ((line = in.readLine()) != null && !line.isEmpty()) {
          if (line.startsWith("CSeq:")) {
            sequence = line.substring(5).strip();
          }
        }
        int verb = first.replaceAll("^[^A-Z]*", "").indexOf(' ');
        String what = first.replaceAll("^[^A-Z]*", "").substring(0, Math.max(0, verb));
        asked.add(what);
        respond(out, what, sequence);
        if (what.equals("PLAY")) {
          daemon(() -> play(out));
        }
      }
    } catch (IOException e) {
      // It went.
    }
  }

  private void respond(DataOutputStream out, String what, String sequence) throws IOException {
    String head = "RTSP/1.0 200 OK\r\nCSeq: " + sequence + "\r\n";
    String rest =
        switch (what) {
          case "OPTIONS" -> "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n\r\n";
          case "DESCRIBE" ->
              "Content-Type: application/sdp\r\nContent-Length: "
                  + description.length()
                  + "\r\n\r\n"
                  + description;
          case "SETUP" ->
              "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1;timeout=60\r\n\r\n";
          default -> "Session: 1\r\n\r\n";
        };
    synchronized (out) {
      out.write((head + rest).getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
  }

  private void play(DataOutputStream out) {
    try {
      for (int i = 0; ; i++) {
        byte[] unit = units.get(i % units.size());
        synchronized (out) {
          out.writeByte('$');
          out.writeByte(0);
          out.writeShort(12 + unit.length);
          out.writeByte(0x80);
          out.writeByte(0x80 | 96);
          out.writeShort(i);
          out.writeInt((int) ((long) i * CLOCK / fps));
          out.writeInt(1);
          out.write(unit);
          out.flush();
        }
        Thread.sleep(1000 / fps / 4);
      }
    } catch (IOException e) {
      // It went.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
