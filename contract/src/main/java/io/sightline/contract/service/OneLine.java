package io.sightline.contract.service;

import java.util.regex.Pattern;

/**
 * Text that somebody wrote, for a line of a log or a mail: without what ends lines, or what makes
 * characters stand elsewhere or nowhere, by which a name could pass for a line of its own.
 */
public final class OneLine {
  /** Joiners stay: Persian names and some pictures are not the same without. */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}&&[^\\u200C\\u200D]]");

  private OneLine() {}

  public static String of(String text) {
    return UNSEEN.matcher(text).replaceAll(" ");
  }
}
