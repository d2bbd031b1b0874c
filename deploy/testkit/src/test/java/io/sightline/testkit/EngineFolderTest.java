package io.sightline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineFolderTest {
  @TempDir private Path folder;

  @Test
  void whatIsNewIsForItsOwnerAlone() throws Exception {
    Path root = folder.resolve("data/kafka");
    EngineOptions options = EngineOptions.forTests(256).withDataFolder(root);
    try (EngineFolder made = EngineFolder.open("Kafka", options, ".lock")) {
      for (Path part : made.parts()) {
        assertThat(rights(part)).isEqualTo("rwx------");
      }
      assertThat(rights(made.root())).isEqualTo("rwx------");
    }
  }

  @Test
  void rightsThatSomebodyGaveStay() throws Exception {
    Path root = Files.createDirectory(folder.resolve("kafka"));
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-x---"));
    EngineOptions options = EngineOptions.forTests(256).withDataFolder(root);
    EngineFolder.open("Kafka", options, ".lock").close();
    assertThat(rights(root)).isEqualTo("rwxr-x---");
  }

  private static String rights(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
