package io.sightline.recognizer.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.nvinfer.ILogger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What TensorRT says of itself: into our log, and the last warnings and errors kept for the message
 * of the exception that follows. Thread-safe.
 */
final class TensorRtLog extends ILogger {
  private static final Logger LOG = LoggerFactory.getLogger("io.sightline.tensorrt");
  private static final int KEPT = 12;

  /** The library holds on to it until the process ends: nothing may free it, no scope either. */
  static final TensorRtLog INSTANCE = new TensorRtLog().retainReference();

  private final Deque<String> recent = new ArrayDeque<>();

  private TensorRtLog() {}

  @Override
  public void log(ILogger.Severity severity, String message) {
    if (severity.value > ILogger.Severity.kWARNING.value) {
      LOG.debug("{}", message);
      return;
    }
    LOG.warn("{}", message);
    synchronized (recent) {
      if (recent.size() == KEPT) {
        recent.poll();
      }
      recent.add(message);
    }
  }

  /**
   * What TensorRT was asked for.
   *
   * @throws EngineException when it gave nothing, in its own words
   */
  <T extends Pointer> T made(T given, String what) {
    if (given == null || given.isNull()) {
      throw failure("TensorRT makes no " + what);
    }
    return given;
  }

  /** What it said since the last call, with a message before it. */
  EngineException failure(String what) {
    synchronized (recent) {
      String said = recent.isEmpty() ? "it said nothing" : String.join("\n  ", recent);
      recent.clear();
      return new EngineException(what + "; TensorRT:\n  " + said, null);
    }
  }
}
