package io.sightline.recognizer.match;

import io.sightline.contract.wire.MaskState;

/**
 * A reference that came near.
 *
 * @param similarity cosine, computed in float from the float reference whatever the scan
 * @param excess by how much it is above the threshold of its mask pairing; what hits are ranked by
 */
record Hit(Row row, MaskState mask, float similarity, float excess) {

  /** A total order, so that the result does not depend on the order of comparing. */
  boolean beats(Hit other) {
    if (other == null || excess != other.excess) {
      return other == null || excess > other.excess;
    }
    int byId = row.identity().id().compareTo(other.row.identity().id());
    return byId < 0 || byId == 0 && row.templateId().compareTo(other.row.templateId()) < 0;
  }
}
