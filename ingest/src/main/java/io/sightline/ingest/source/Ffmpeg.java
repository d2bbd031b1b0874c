package io.sightline.ingest.source;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avformat;

/** FFmpeg's library as a whole. */
final class Ffmpeg {

  static {
    // Its own messages go to the terminal past our log, and may hold addresses with passwords.
    av_log_set_level(AV_LOG_QUIET);
    avformat.avformat_network_init();
  }

  private Ffmpeg() {}

  /** Loads the natives, if nobody has yet. */
  static void load() {
    // The static part has done it.
  }

  /** What an error code means, in FFmpeg's words. */
  static String reason(int error) {
    byte[] text = new byte[256];
    av_strerror(error, text, text.length);
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }
}
