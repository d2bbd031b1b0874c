package io.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./sightline} itself, in a folder of its own, with a Maven and a Java that only say what
 * they are asked.
 */
class ScriptTest {
  private static final Path ROOT = Path.of(System.getProperty("sightline.root"));

  /** {@code SOURCE} names a source that somebody changes meanwhile. */
  private static final String MAVEN =
      """
      case "$*" in -v) echo "Apache Maven 3.9.0"; exit ;; esac
      echo "mvn $*" >>"$LOG"
      case "$*" in *-pl*) exit ;; esac
      [ -z "${SOURCE:-}" ] || { sleep 0.1; touch "$SOURCE"; sleep 0.1; }
      for part in deploy/local trainer; do
        mkdir -p $part/target/lib $part/target/classes
        touch $part/target/lib/sightline-contract-1.jar
      done
      """;

  /** A service runs until its input ends. */
  private static final String JAVA =
      """
      case "$*" in -version) echo 'openjdk version "17.0.1"' >&2; exit ;; esac
      echo "java ${*: -2} $LC_ALL" >>"$LOG"
      case "$*" in
        *ingest*) echo "runs"; read -r _ ;;
        *"render demo"*) echo "a picture a second"; mkdir -p "${*: -1}"; touch "${*: -1}/demo.json" ;;
        *) echo "answer" ;;
      esac
      """;

  @TempDir private Path folder;
  private final List<Process> processes = new ArrayList<>();
  private Path root;
  private Path log;
  private Path source;

  @BeforeEach
  void install() throws IOException {
    root = Files.createDirectories(folder.resolve("installation"));
    Path bin = Files.createDirectory(folder.resolve("bin"));
    program(bin.resolve("mvn"), MAVEN);
    program(bin.resolve("java"), JAVA);
    program(bin.resolve("javac"), "");
    Files.createDirectories(root.resolve("deploy/local"));
    for (String file : List.of("sightline", "deploy/local/build.sh")) {
      Files.copy(ROOT.resolve(file), root.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Path renderer = root.resolve("trainer/src/main/java/io/sightline/trainer/synthetic");
    source = Files.writeString(Files.createDirectories(renderer).resolve("A.java"), "class A {}");
    log = Files.createFile(folder.resolve("log"));
  }

  private static void program(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/bash\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  @AfterEach
  void end() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void whatABuildIsAskedOnceForDoesNotStick() throws Exception {
    assertThat(run("build", "--help")).contains("Usage: sightline build");
    assertThat(asked()).isEmpty();
    run("build", "-Pgpu", "-D", "x=1", "-o", "-q");
    assertThat(asked()).singleElement().asString().endsWith(" -Pgpu -Dx=1 -o -q");
    // It has built nothing that runs, and is not taken for a build.
    run("build", "-pl", "contract");
    change();
    run("up");
    assertThat(asked()).contains("mvn package -DskipTests -Dspotless.check.skip=true -Pgpu -Dx=1");
    run("build");
    change();
    run("up");
    assertThat(asked()).contains("mvn package -DskipTests -Dspotless.check.skip=true");
    assertThat(fails("build", "clean")).contains("'clean'");
  }

  @Test
  void whatAnEarlierVersionHasWrittenDownInTwoWordsIsRemembered() throws Exception {
    run("build");
    Files.writeString(root.resolve("deploy/local/target/built"), "-o -P gpu -D x=1\n");
    change();
    asked();
    run("up");
    assertThat(asked()).first().asString().endsWith("check.skip=true -Pgpu -Dx=1");
  }

  @Test
  void whatIsChangedDuringABuildIsBuiltNext() throws Exception {
    Process build = start(builder(root.resolve("sightline"), "build"), "SOURCE", source.toString());
    assertThat(output(build)).contains("building");
    assertThat(asked()).hasSize(1);
    run("up");
    assertThat(asked()).filteredOn(line -> line.startsWith("mvn")).hasSize(1);
  }

  @Test
  void helpBuildsOnlyWhatIsNotThere() throws Exception {
    assertThat(run("--help")).contains("answer");
    assertThat(asked()).filteredOn(line -> line.startsWith("mvn")).hasSize(1);
    change();
    for (String[] help : new String[][] {{}, {"--help"}, {"demo", "-h"}, {"--version"}}) {
      assertThat(run(help)).contains("answer");
    }
    assertThat(asked()).noneMatch(line -> line.startsWith("mvn"));
    run("demo");
    assertThat(asked()).anyMatch(line -> line.startsWith("mvn"));
  }

  @Test
  void nothingIsBuiltUnderARunningProgram() throws Exception {
    run("build");
    Process service = start("ingest", "--config", "c.yaml");
    assertThat(service.inputReader().readLine()).isEqualTo("runs");
    assertThat(run("up")).contains("answer");
    change();
    asked();
    assertThat(fails("up")).contains("process " + service.pid() + ")").contains("stop them first");
    assertThat(fails("build")).contains("stop them first");
    assertThat(fails("test")).contains("stop them first");
    assertThat(run("--help")).contains("answer");
    assertThat(asked()).noneMatch(line -> line.startsWith("mvn"));
    service.getOutputStream().close();
    assertThat(service.waitFor(60, TimeUnit.SECONDS)).isTrue();
    run("up");
    assertThat(asked()).anyMatch(line -> line.startsWith("mvn"));
  }

  @Test
  void whatIsWaitedForIsNamedAndHelpDoesNotWait() throws Exception {
    run("build");
    program(
        folder.resolve("bin/mvn"),
        "case $1 in -v) echo Apache Maven 3.9.0 ;; *) echo tests; read -r _ ;; esac");
    Process tests = start("test");
    assertThat(tests.inputReader().readLine()).isEqualTo("tests");
    change();
    assertThat(run("--help")).isEqualTo("answer\n");
    assertThat(run("demo", "--version")).isEqualTo("answer\n");
    Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));
    Process waits = start(builder(root.resolve("sightline"), "up"));
    assertThat(waits.inputReader().readLine())
        .isEqualTo("sightline: waiting for ./sightline test (process %d) ...", tests.pid());
    tests.getOutputStream().close();
    assertThat(waits.inputReader().readLine()).isEqualTo("answer");
  }

  /** As on a network's disk. */
  @Test
  void whereThereAreNoLocksItGoesWithout() throws Exception {
    program(folder.resolve("bin/flock"), "echo 'flock: 9: Bad file descriptor' >&2; exit 65");
    assertThat(run("up")).contains("answer").doesNotContain("waiting", "descriptor");
    assertThat(run("build")).contains("building");
    assertThat(asked()).filteredOn(line -> line.startsWith("mvn")).hasSize(2);
  }

  /** On NFS, others cannot be locked by one alone. */
  @Test
  void whatIsLockedIsOpenForWriting() throws Exception {
    program(folder.resolve("bin/flock"), "echo >&${*: -1} || exit 65; echo ${*: -1} >>$LOG.locked");
    run("up");
    assertThat(Files.readAllLines(folder.resolve("log.locked"))).containsExactly("9", "8", "8");
  }

  @Test
  void itMayBeCalledByALinkAndInALocaleThatIsNotThere() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("sightline"), root.resolve("sightline"));
    Process called = start(builder(link, "up"), "LC_ALL", "xx_YY.UTF-8");
    assertThat(output(called)).contains("answer");
    assertThat(asked()).last().isEqualTo("java io.sightline.local.Launcher up C.UTF-8");
  }

  @Test
  void whatIsRenderedFirstStaysOutOfTheAnswerAndFollowsTheRenderer() throws Exception {
    run("build");
    Process first = start("accuracy", "--json");
    first.getOutputStream().close();
    String answer = new String(first.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(first.waitFor()).isZero();
    assertThat(answer.lines()).containsExactly("answer");
    assertThat(rendered()).hasSize(1);
    asked();
    run("accuracy");
    assertThat(asked()).noneMatch(line -> line.contains("rendered") && line.contains("--out"));
    List<String> before = rendered();
    Files.writeString(source, "class A { int other; }");
    run("accuracy");
    assertThat(rendered()).hasSize(1).isNotEqualTo(before);
  }

  @Test
  void aServerThatIsInstalledForTestsIsNotLeftRunning() throws Exception {
    Path packages = Files.createDirectory(root.resolve(".ci")).resolve("debian-packages");
    Files.writeString(packages, "# comment\nthere\nmosquitto\n");
    Path bin = folder.resolve("bin");
    program(bin.resolve("id"), "echo 0");
    program(bin.resolve("dpkg"), "[ $2 = there ]");
    program(bin.resolve("apt-get"), "echo apt-get ${*: -1} >>$LOG");
    program(bin.resolve("systemctl"), "echo systemctl $* >>$LOG");
    run("test");
    assertThat(asked())
        .containsExactly(
            "apt-get mosquitto", "systemctl disable --now mosquitto", "mvn verify -T 1C");
    program(bin.resolve("dpkg"), "");
    run("test");
    // One that was there before is somebody's.
    assertThat(asked()).containsExactly("mvn verify -T 1C");
  }

  private List<String> rendered() throws IOException {
    try (var files = Files.list(root.resolve("deploy/local/target"))) {
      return files.map(f -> f.getFileName().toString()).filter(n -> n.startsWith("ren")).toList();
    }
  }

  private void change() throws IOException {
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
  }

  /** What Maven and Java were asked since the last look. */
  private List<String> asked() throws IOException {
    List<String> lines = Files.readAllLines(log);
    Files.writeString(log, "");
    return lines;
  }

  private String run(String... words) throws Exception {
    Process process = start(builder(root.resolve("sightline"), words));
    String said = output(process);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  private String fails(String... words) throws Exception {
    Process process = start(builder(root.resolve("sightline"), words));
    String said = output(process);
    assertThat(process.exitValue()).as(said).isNotZero();
    return said;
  }

  private static String output(Process process) throws Exception {
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  private Process start(String... words) throws IOException {
    return start(builder(root.resolve("sightline"), words).redirectErrorStream(false));
  }

  private Process start(ProcessBuilder builder, String... environment) throws IOException {
    builder.environment().keySet().removeAll(List.of("JAVA_HOME", "LC_ALL", "LANG", "LC_CTYPE"));
    builder.environment().merge("PATH", "", (path, none) -> folder + "/bin:" + path);
    builder.environment().put("LOG", log.toString());
    for (int i = 0; i < environment.length; i += 2) {
      builder.environment().put(environment[i], environment[i + 1]);
    }
    processes.add(builder.start());
    return processes.get(processes.size() - 1);
  }

  private static ProcessBuilder builder(Path script, String... words) {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(words));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }
}
