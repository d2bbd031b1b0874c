package io.sightline.indexer;

import io.javalin.http.Handler;
import java.util.concurrent.Semaphore;

/** Photos are large, and wait for the recogniser: only so many at a time. */
final class PhotoLimit {
  private static final int MOST = 8;

  private final Semaphore requests = new Semaphore(MOST);

  Handler around(Handler handler) {
    return r -> {
      if (!requests.tryAcquire()) {
        r.header("Retry-After", "5");
        throw new Problem(503, "Busy", MOST + " requests with photos are under way");
      }
      try {
        handler.handle(r);
      } finally {
        requests.release();
      }
    };
  }
}
