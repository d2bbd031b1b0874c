package io.sightline.contract.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What of an address may be shown. Cameras take passwords in every place of it, under names that no
 * list holds, so it goes the other way round: scheme, host and port are shown, and of path and
 * query only words that cameras' manuals use and short numbers. All else is {@code ***}. An address
 * that went through it stays as it is when it goes through again.
 */
final class SafeAddress {
  private static final String HIDDEN = "***";

  private static final Pattern ADDRESS =
      Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?<rest>\\S*)");

  private static final Pattern HOST =
      Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5})?");

  /** What ends a sentence, or stands around an address in it. */
  private static final Pattern AROUND = Pattern.compile("[.,:;!)}'\"]+$");

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[-_.]");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");

  /** May have a number behind. */
  private static final Set<String> WORDS =
      Set.of(
          ("alert alerts amp av axis cam camera cameras cgi ch channel channels cif feed first"
                  + " firststream h h264 h264preview h265 hd hevc high hls hook hooks http image"
                  + " img index input isapi jpeg jpg list live livemedia low m m3u main mainstream"
                  + " media mediainput mjpeg mjpg mp mp4 mpeg mpeg4 multicast onvif picture play"
                  + " playlist preview primary profile profiles psia realmonitor rtsp s sd sdp"
                  + " second secondary secondstream smp snap snapshot stream streaming streams sub"
                  + " substream subtype track tracks trackid unicast v video videos videomain"
                  + " videostream videosub")
              .split(" "));

  /** Parameters whose value may be shown, if it is a word or a number. */
  private static final Set<String> PARAMETERS =
      Set.of("channel", "subtype", "stream", "profile", "codec", "videocodec", "resolution");

  private SafeAddress() {}

  /** A text in which addresses may stand, each as far as it may be shown. */
  static String allIn(String text) {
    return ADDRESS.matcher(text).replaceAll(m -> Matcher.quoteReplacement(one(m)));
  }

  private static String one(MatchResult found) {
    String all = found.group(2);
    Matcher around = AROUND.matcher(all);
    String end = around.find() ? around.group() : "";
    String rest = all.substring(0, all.length() - end.length());
    return found.group(1) + "://" + shown(rest) + end;
  }

  private static String shown(String rest) {
    String authority = rest.substring(0, end(rest));
    int at = rest.lastIndexOf('@');
    if (at >= authority.length() && (authority.contains("@") || isHost(authority))) {
      // A sign of a path, or of a password that holds a '/': who knows where the host is.
      return HIDDEN;
    }
    String user = at < 0 ? "" : HIDDEN + "@";
    String place = rest.substring(at + 1);
    int end = end(place);
    String host = place.substring(0, end);
    return user + (isHost(host) ? host : HIDDEN) + behind(place.substring(end));
  }

  private static boolean isHost(String text) {
    return text.isEmpty() || text.equals(HIDDEN) || HOST.matcher(text).matches();
  }

  /** Where the part that names the host ends. */
  private static int end(String text) {
    int end = 0;
    while (end < text.length() && "/?#;&".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static String behind(String text) {
    int query = 0;
    while (query < text.length() && "?#;&".indexOf(text.charAt(query)) < 0) {
      query++;
    }
    String path =
        Arrays.stream(text.substring(0, query).split("/", -1))
            .map(s -> isPlain(s) ? s : HIDDEN)
            .collect(Collectors.joining("/"));
    StringBuilder shown = new StringBuilder(path);
    Matcher parameters = Pattern.compile("([?#;&])([^?#;&]*)").matcher(text.substring(query));
    while (parameters.find()) {
      shown.append(parameters.group(1)).append(parameter(parameters.group(2)));
    }
    return shown.toString();
  }

  private static String parameter(String text) {
    int equals = text.indexOf('=');
    boolean may =
        equals < 0
            ? isPlain(text)
            : PARAMETERS.contains(text.substring(0, equals).toLowerCase(Locale.ROOT))
                && isPlain(text.substring(equals + 1));
    return may ? text : HIDDEN;
  }

  private static boolean isPlain(String text) {
    return BETWEEN_WORDS
        .splitAsStream(text)
        .allMatch(s -> s.isEmpty() || NUMBER.matcher(s).matches() || isWord(s));
  }

  private static boolean isWord(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    return WORDS.contains(word) || WORDS.contains(word.replaceFirst("\\d{1,3}$", ""));
  }
}
