package io.sightline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
  @TempDir private Path temporary;

  @Test
  void onlyOldFoldersWhoseOwnerIsGoneAreRemoved() throws IOException {
    Path orphan = folder("kit-orphan", Duration.ofHours(2));
    Path fresh = folder("kit-fresh", Duration.ZERO);
    Path foreign = folder("other", Duration.ofHours(2));
    Path unlocked = Files.createDirectory(temporary.resolve("kit-unlocked"));
    Path held = folder("kit-held", Duration.ofHours(2));
    try (FolderLock owner = FolderLock.tryOn(held.resolve("lock")).orElseThrow()) {
      Leftovers.remove(fresh, "kit-", "lock");
      // To look at it was not to lose it: other processes still find it locked.
      Object inode = Files.getAttribute(held.resolve("lock"), "unix:ino");
      assertThat(Files.readString(Path.of("/proc/locks")))
          .contains(" " + ProcessHandle.current().pid() + " ", ":" + inode + " ");
    }
    assertThat(orphan).doesNotExist();
    assertThat(fresh).exists();
    assertThat(foreign).exists();
    assertThat(unlocked).exists();
    assertThat(held).exists();
  }

  private Path folder(String name, Duration age) throws IOException {
    Path folder = Files.createDirectories(temporary.resolve(name));
    Path lock = Files.createFile(folder.resolve("lock"));
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(age)));
    return folder;
  }
}
