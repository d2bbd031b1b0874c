package io.sightline.contract.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
  private static final String LOCK = "owner.lock";
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private Path parent;

  @Test
  void goesWithAllThatIsInIt() throws IOException {
    try (TemporaryFolder folder = new TemporaryFolder(parent, "kit-", HOUR)) {
      Files.writeString(folder.path().resolve("face.jpg"), "x");
      assertThat(parent).isNotEmptyDirectory();
    }
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void thoseOfKilledProcessesGoWithTheNext() throws IOException {
    Path orphan = folder("kit-orphan", Duration.ofHours(2));
    Files.writeString(orphan.resolve("face.jpg"), "x");
    Path young = folder("kit-young", Duration.ZERO);
    Path foreign = folder("other-orphan", Duration.ofHours(2));
    Path unlocked = Files.createDirectory(parent.resolve("kit-unlocked"));
    try (TemporaryFolder first = new TemporaryFolder(parent, "kit-", HOUR)) {
      assertThat(orphan).doesNotExist();
      assertThat(young).exists();
      // To whom all are old.
      try (TemporaryFolder second = new TemporaryFolder(parent, "kit-", HOUR.negated())) {
        assertThat(young).doesNotExist();
        assertThat(second.path()).exists();
        assertThat(first.path()).exists();
        // To look at it was not to lose it: other processes still find it locked.
        Object inode = Files.getAttribute(first.path().resolveSibling(LOCK), "unix:ino");
        assertThat(Files.readString(Path.of("/proc/locks")))
            .contains(" " + ProcessHandle.current().pid() + " ", ":" + inode + " ");
      }
    }
    assertThat(foreign).exists();
    assertThat(unlocked).exists();
  }

  private Path folder(String name, Duration age) throws IOException {
    Path folder = Files.createDirectory(parent.resolve(name));
    Path lock = Files.createFile(folder.resolve(LOCK));
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(age)));
    return folder;
  }
}
