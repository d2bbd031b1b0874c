package io.sightline.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How root starts a program that refuses to run as root: as the user nobody, by util-linux's
 * setpriv.
 */
final class Unprivileged {
  private static final int NOBODY = 65534;
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs");
  // Nobody cannot enter root's home or a private temporary folder. This one right of root's, kept
  // for such a case, lets the program in. (The secure bit makes it count for access(2) as well, by
  // which Java asks whether a file exists.)
  private static final List<String> THROUGH_CLOSED_DOORS =
      List.of(
          "--inh-caps=+dac_override",
          "--ambient-caps=+dac_override",
          "--securebits=+no_setuid_fixup");
  private static final String CAN_READ = "for f; do ls -d \"$f\" && test -r \"$f\" || exit 1; done";

  private Unprivileged() {}

  /** Whether this process runs as root. */
  static boolean needed() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException e) {
      return "root".equals(System.getProperty("user.name"));
    }
  }

  /**
   * The command to put in front of the program's.
   *
   * @param needed files it must be able to read
   */
  static List<String> command(String engine, List<Path> needed) {
    String refusal = "";
    List<String> prefix = new ArrayList<>(AS_NOBODY);
    for (List<String> more : List.of(List.<String>of(), THROUGH_CLOSED_DOORS)) {
      prefix.addAll(more);
      List<String> probe = new ArrayList<>(prefix);
      probe.addAll(List.of("/bin/sh", "-c", CAN_READ, "probe"));
      needed.forEach(path -> probe.add(path.toString()));
      refusal = refusalOf(probe);
      if (refusal.isEmpty()) {
        return prefix;
      }
    }
    throw new EngineException(
        engine
            + " refuses to run as root, and setpriv (of util-linux) cannot start it as the user"
            + " nobody; start Sightline as another user. setpriv says: "
            + refusal);
  }

  private static String refusalOf(List<String> probe) {
    try {
      Process process = new ProcessBuilder(probe).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes()).strip();
      int code = process.waitFor();
      return code == 0 ? "" : "exit code " + code + " " + said;
    } catch (IOException e) {
      return e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while giving up root's rights", e);
    }
  }

  /** Makes nobody the owner of all that the program writes, and lets it into the folder. */
  static void give(EngineFolder folder) throws IOException {
    Set<PosixFilePermission> door = Files.getPosixFilePermissions(folder.root());
    if (door.add(PosixFilePermission.OTHERS_EXECUTE)) {
      Files.setPosixFilePermissions(folder.root(), door);
    }
    for (Path part : folder.parts()) {
      try (Stream<Path> all = Files.walk(part)) {
        for (Path path : (Iterable<Path>) all::iterator) {
          Files.setAttribute(path, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
          Files.setAttribute(path, "unix:gid", NOBODY, LinkOption.NOFOLLOW_LINKS);
        }
      }
    }
  }
}
