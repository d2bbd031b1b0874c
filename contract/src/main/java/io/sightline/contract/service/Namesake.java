package io.sightline.contract.service;

import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether another process bears the name of this one. Of a name, Kafka lets the last comer work and
 * turns away the one before: if that came again, it would turn away the last comer, and so on
 * without end. Thread-safe.
 */
public final class Namesake {
  private static final Logger LOG = LoggerFactory.getLogger(Namesake.class);

  private final String name;
  private final String key;
  private volatile String found = "";

  /**
   * @param name of this process in its consumer groups
   * @param key of the configuration that it comes from
   */
  public Namesake(String name, String key) {
    this.name = name;
    this.key = key;
  }

  public String name() {
    return name;
  }

  /** Whether this is what came of one; then no other try is of use. */
  public boolean causes(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof FencedInstanceIdException) {
        find();
        return true;
      }
    }
    return false;
  }

  private synchronized void find() {
    if (found.isEmpty()) {
      found =
          ("another process with the name '%s' has taken over (%s; the host's name when not given):"
                  + " each needs one of its own")
              .formatted(name, key);
      LOG.error(found);
    }
  }

  /** What is to be said of it; empty while there is none. */
  public String found() {
    return found;
  }
}
