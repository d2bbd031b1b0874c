package io.sightline.contract.service;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a service has begun and must end: the last begun ends first. Thread-safe. */
public final class Parts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private final Deque<AutoCloseable> begun = new ConcurrentLinkedDeque<>();

  public <T extends AutoCloseable> T begin(T part) {
    begun.push(part);
    return part;
  }

  /** Ends every part, whatever becomes of the others. Safe to call again. */
  @Override
  public void close() {
    for (AutoCloseable part = begun.poll(); part != null; part = begun.poll()) {
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("{} did not close well", part.getClass().getSimpleName(), e);
      }
    }
  }
}
