package io.sightline.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.contract.service.TemporaryFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The demo's cameras out of the program's resources, in a folder of their own until closed. */
final class BundledDemo implements AutoCloseable {
  private static final String RESOURCES = "/io/sightline/local/demo/";
  private final TemporaryFolder folder = new TemporaryFolder("sightline-demo-");

  private BundledDemo() {}

  static BundledDemo unpack() throws IOException {
    BundledDemo demo = new BundledDemo();
    try {
      demo.copyAll();
      return demo;
    } catch (IOException | RuntimeException e) {
      demo.close();
      throw e;
    }
  }

  private void copyAll() throws IOException {
    copy("demo.json");
    JsonNode manifest = new ObjectMapper().readTree(folder().resolve("demo.json").toFile());
    for (JsonNode camera : manifest.required("cameras")) {
      copy(camera.required("video").asText());
      copy(camera.required("truth").asText());
    }
    for (JsonNode person : manifest.required("enrolled")) {
      for (JsonNode photo : person.required("photos")) {
        copy(photo.asText());
      }
    }
  }

  private void copy(String file) throws IOException {
    Path to = folder().resolve(file);
    Files.createDirectories(to.getParent());
    try (InputStream in = BundledDemo.class.getResourceAsStream(RESOURCES + file)) {
      if (in == null) {
        throw new IOException("the program lacks its resource " + RESOURCES + file);
      }
      Files.copy(in, to);
    }
  }

  Path folder() {
    return folder.path();
  }

  @Override
  public void close() {
    folder.close();
  }
}
