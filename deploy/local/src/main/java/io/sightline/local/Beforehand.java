package io.sightline.local;

import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.model.ModelFolder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** What can be known to be wrong before engines are started, which takes half a minute. */
final class Beforehand {

  private Beforehand() {}

  /**
   * @throws io.sightline.contract.model.ModelException unless there are a detector and a recogniser
   */
  static void requireModels(SightlineConfig wanted) {
    ModelFolder folder = ModelFolder.named(wanted.recognition().models());
    folder.detector(wanted.recognition().detector());
    folder.recogniser(wanted.recognition().recogniser());
  }

  /**
   * @param apiPort what sets the API's: a key or an option
   * @throws UserException when one cannot be listened on
   */
  static void requirePorts(SightlineConfig wanted, String apiPort) {
    requireFree("the API", wanted.api().host(), wanted.api().port(), apiPort);
    String host = wanted.admin().host();
    requireFree("the admin page of ingest", host, wanted.admin().ingest(), "key admin.ingest");
    requireFree(
        "the admin page of recognizer", host, wanted.admin().recognizer(), "key admin.recognizer");
    requireFree("the admin page of indexer", host, wanted.admin().indexer(), "key admin.indexer");
  }

  private static void requireFree(String who, String host, int port, String setBy) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new UserException(
          "%s cannot listen on %s:%d (%s): another port is set by %s"
              .formatted(who, host, port, e.getMessage(), setBy));
    }
  }

  /**
   * @param file null for none
   * @throws UserException when it can only be a mistake
   */
  static void requireWritable(Path file) {
    if (file == null) {
      return;
    }
    Path place = file.toAbsolutePath();
    if (Files.isDirectory(place)) {
      throw new UserException(file + " is a folder, and no file to write a report to");
    }
    while (place != null && !Files.exists(place)) {
      place = place.getParent();
    }
    // The folders in between are made.
    if (place == null
        || !Files.isWritable(place)
        || !place.equals(file.toAbsolutePath()) && !Files.isDirectory(place)) {
      throw new UserException("the report cannot be written to " + file);
    }
  }
}
