package io.sightline.trainer.train;

import io.sightline.contract.service.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * This process as the first rank of a training, and the others as its children: each goes on from
 * the checkpoint that this one has written or read. They end with it.
 */
final class RankProcesses implements Ranks {
  private static final long POLL_MILLIS = 50;
  private static final long LAST_WORDS_SECONDS = 5;
  private static final long PARTING_SECONDS = 60;
  private final List<Process> children = new ArrayList<>();
  private final TemporaryFolder meetings;
  private final RankGroup group;
  private boolean lost;

  /**
   * @param arguments of the command that goes on with this training as another rank
   * @throws TrainingException when a child does not start
   */
  RankProcesses(List<String> arguments, int size, Compute compute) {
    try {
      meetings = new TemporaryFolder("sightline-ranks");
    } catch (UncheckedIOException e) {
      throw new TrainingException("ranks have no place to meet: " + e, e);
    }
    try {
      for (int rank = 1; rank < size; rank++) {
        children.add(start(arguments, rank, size));
      }
      awaitReady();
      group = new RankGroup(meetings.path().resolve("store"), 0, size, compute.device());
    } catch (IOException | RuntimeException e) {
      lost = true;
      end();
      throw e instanceof TrainingException explained
          ? explained
          : new TrainingException("the other ranks do not start: " + e.getMessage(), e);
    }
  }

  private Process start(List<String> arguments, int rank, int size) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Not agents: two debuggers or coverage files would get into each other's way.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-agent") && !argument.startsWith("-javaagent"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("io.sightline.trainer.TrainerMain");
    command.addAll(arguments);
    command.addAll(List.of("--ranks", Integer.toString(size), "--rank", Integer.toString(rank)));
    command.addAll(List.of("--meeting", meetings.path().toString()));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** What another rank does first: then it is known that it came so far. */
  static RankGroup join(Path meetings, int rank, int size, Compute compute) {
    try {
      Files.createFile(ready(meetings, rank));
    } catch (IOException e) {
      throw new TrainingException("rank " + rank + " finds no others in " + meetings, e);
    }
    return new RankGroup(meetings.resolve("store"), rank, size, compute.device());
  }

  private static Path ready(Path meetings, int rank) {
    return meetings.resolve("ready-" + rank);
  }

  private void awaitReady() {
    for (int i = 0; i < children.size(); ) {
      if (Files.exists(ready(meetings.path(), i + 1))) {
        i++;
      } else if (children.stream().anyMatch(child -> !child.isAlive())) {
        throw new TrainingException("the other ranks do not start: " + ended());
      } else {
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException("interrupted while waiting for other ranks", e);
    }
  }

  /** Such as {@code rank 1 has ended with exit code 137}. */
  private String ended() {
    return IntStream.range(0, children.size())
        .filter(i -> !children.get(i).isAlive())
        .mapToObj(
            i -> "rank " + (i + 1) + " has ended with exit code " + children.get(i).exitValue())
        .collect(Collectors.joining(", "));
  }

  @Override
  public int rank() {
    return 0;
  }

  @Override
  public int size() {
    return group.size();
  }

  @Override
  public boolean any(boolean own) {
    try {
      return group.any(own);
    } catch (LostRankException e) {
      throw named(e);
    }
  }

  @Override
  public long[] gather(long[] own) {
    try {
      return group.gather(own);
    } catch (LostRankException e) {
      throw named(e);
    }
  }

  @Override
  public void average(List<Tensor> tensors) {
    try {
      group.average(tensors);
    } catch (LostRankException e) {
      throw named(e);
    }
  }

  private LostRankException named(LostRankException e) {
    lost = true;
    awaitEnd(LAST_WORDS_SECONDS, true);
    String ended = ended();
    return ended.isEmpty() ? e : new LostRankException(ended, e);
  }

  /** For all, or for the first. */
  private void awaitEnd(long seconds, boolean first) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end) {
      Stream<Process> those = children.stream();
      if (first ? those.anyMatch(c -> !c.isAlive()) : those.noneMatch(Process::isAlive)) {
        return;
      }
      pause();
    }
  }

  @Override
  public void close() {
    group.close();
    end();
  }

  private void end() {
    if (!lost) {
      awaitEnd(PARTING_SECONDS, false);
    }
    children.forEach(Process::destroyForcibly);
    try {
      meetings.close();
    } catch (UncheckedIOException e) {
      // A few bytes in the folder for temporary files.
    }
  }
}
