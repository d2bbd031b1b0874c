package io.sightline.recognizer.engine;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one unpacked copy of ONNX Runtime's native libraries. Left alone, they are unpacked into
 * the temporary folder at each start, where a process that is killed leaves them, 28 MB each time.
 * A file is there whole or not at all, so processes may share the folder.
 */
final class OrtNatives {
  private static final Logger LOG = LoggerFactory.getLogger(OrtNatives.class);
  private static final String SETTINGS = "onnxruntime.native.";
  private static final List<String> LIBRARIES = List.of("onnxruntime", "onnxruntime4j_jni");
  private static final Map<String, String> ARCHITECTURES = Map.of("amd64", "x64", "x86_64", "x64");

  private OrtNatives() {}

  /** Before they are loaded. What cannot be kept is unpacked as ever: no reason to stop. */
  static void keep(Path cache) {
    if (System.getProperties().stringPropertyNames().stream()
        .anyMatch(p -> p.startsWith(SETTINGS))) {
      // Somebody has libraries of their own.
      return;
    }
    try {
      folder(cache).ifPresent(folder -> System.setProperty(SETTINGS + "path", folder.toString()));
    } catch (IOException e) {
      LOG.warn(
          "ONNX Runtime's libraries are unpacked at each start, as {} cannot keep them: {}",
          cache,
          e.toString());
    }
  }

  /** Where they lie; empty when there are none in a jar for this machine. */
  static Optional<Path> folder(Path cache) throws IOException {
    List<JarURLConnection> packed = new ArrayList<>();
    for (String library : LIBRARIES) {
      URL url =
          OrtEnvironment.class.getResource(
              "native/" + platform() + "/" + System.mapLibraryName(library));
      if (url == null || !(url.openConnection() instanceof JarURLConnection jar)) {
        return Optional.empty();
      }
      packed.add(jar);
    }
    JarURLConnection first = packed.get(0);
    String version =
        Path.of(first.getJarFile().getName()).getFileName().toString().replaceFirst("[.]jar$", "");
    Path folder = cache.resolve(version + "-" + Long.toHexString(first.getJarEntry().getCrc()));
    Files.createDirectories(folder);
    for (JarURLConnection library : packed) {
      Path file = folder.resolve(Path.of(library.getEntryName()).getFileName().toString());
      if (!isWhole(file, library.getJarEntry())) {
        unpack(library, file);
      }
    }
    return Optional.of(folder);
  }

  /** As their jar names it. */
  private static String platform() {
    String architecture = System.getProperty("os.arch");
    String system = System.getProperty("os.name").startsWith("Mac") ? "osx" : "linux";
    return system + "-" + ARCHITECTURES.getOrDefault(architecture, architecture);
  }

  private static boolean isWhole(Path file, JarEntry entry) throws IOException {
    if (!Files.exists(file) || Files.size(file) != entry.getSize()) {
      return false;
    }
    CRC32 sum = new CRC32();
    try (InputStream in = new CheckedInputStream(Files.newInputStream(file), sum)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return sum.getValue() == entry.getCrc();
  }

  private static void unpack(JarURLConnection library, Path file) throws IOException {
    Path part = Files.createTempFile(file.getParent(), "native", ".part");
    try (InputStream in = library.getInputStream()) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
