package io.sightline.trainer.data;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and names the damaged pictures of a set. They are skipped, but when more than one in a
 * hundred is damaged the set is not to be trained on. Thread-safe; the same complaint counts once.
 */
public final class Damage {
  private static final Logger LOG = LoggerFactory.getLogger(Damage.class);
  private static final int LOGGED = 20;
  private final String set;
  private final Set<String> complaints = new LinkedHashSet<>();
  private final int before;
  private long limit = Long.MAX_VALUE;

  /** Of a set whose size is not known yet. */
  Damage(String set) {
    this.set = set;
    before = 0;
  }

  /**
   * @param set name for messages
   * @param pictures in the set, damaged ones included
   */
  public Damage(String set, long pictures) {
    this.set = set;
    this.limit = pictures / 100;
    before = 0;
  }

  /**
   * Of a set that is open: what was found damaged at opening counts, too, but is not named again.
   *
   * @param set name for messages
   */
  public Damage(String set, FaceSet faces) {
    this.set = set;
    before = faces.leftOut();
    limit = (faces.size() + (long) before) / 100;
  }

  /**
   * Skips one.
   *
   * @param complaint names the picture and what is wrong with it
   * @throws FaceDataException when that was one too many
   */
  public synchronized void add(String complaint) {
    if (!complaints.add(complaint)) {
      return;
    }
    if (complaints.size() <= LOGGED) {
      LOG.warn("skipped: {}", complaint);
    }
    check();
  }

  /** Tells the size once it is known. */
  synchronized void of(long pictures) {
    limit = pictures / 100;
    check();
  }

  private void check() {
    if (complaints.size() + before > limit) {
      throw new FaceDataException(
          set
              + ": more than 1 % of the pictures are damaged, "
              + (complaints.size() + before)
              + " so far; the first: "
              + complaints.iterator().next());
    }
  }

  /** What was found since, without that of the opening. */
  public synchronized int count() {
    return complaints.size();
  }

  /** What was wrong, each naming its picture, in the order of finding. */
  public synchronized List<String> complaints() {
    return new ArrayList<>(complaints);
  }
}
