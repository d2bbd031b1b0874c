package io.sightline.recognizer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** On a library of another kind, which is small and at hand. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class ElfLibraryTest {
  private static final String NAME = "libsl.so";
  private static final FileTime THEN = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));

  @TempDir private Path folder;
  private Path library;

  @BeforeEach
  void copy() throws IOException {
    library = folder.resolve("anything.so");
    Files.copy(Path.of(Loader.load(openblas.class)).resolveSibling("libgfortran.so.5"), library);
    ByteBuffer elf = read();
    elf.putInt(stackFlags(elf), 7);
    Files.write(library, elf.array());
    Files.setLastModifiedTime(library, THEN);
  }

  @Test
  void whatIsLoadedFromAnywhereIsFoundByItsName() throws IOException {
    assertThatThrownBy(() -> Loader.loadGlobal(NAME)).isInstanceOf(UnsatisfiedLinkError.class);
    ElfLibrary.makeLoadable(library, NAME);
    byte[] once = Files.readAllBytes(library);
    ElfLibrary.makeLoadable(library, NAME);
    assertThat(library).hasBinaryContent(once);
    assertThat(Files.getLastModifiedTime(library)).isEqualTo(THEN);
    ByteBuffer elf = read();
    assertThat(elf.getInt(stackFlags(elf))).isEqualTo(6);
    Loader.loadGlobal(library.toString());
    Loader.loadGlobal(NAME);
  }

  @Test
  void whatCannotBeChangedIsNamed() throws IOException {
    assertThatThrownBy(() -> ElfLibrary.makeLoadable(library, "x".repeat(200)))
        .hasMessageContainingAll("anything.so", "letters only");
    Files.writeString(library, "no library at all");
    assertThatThrownBy(() -> ElfLibrary.makeLoadable(library, NAME))
        .hasMessageContainingAll("anything.so", "no ELF library");
  }

  private ByteBuffer read() throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(library)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Where the flags of the segment PT_GNU_STACK are. */
  private static int stackFlags(ByteBuffer elf) {
    int at = (int) elf.getLong(32);
    while (elf.getInt(at) != 0x6474e551) {
      at += elf.getShort(54);
    }
    return at + 4;
  }
}
