package io.sightline.recognizer.match;

import io.sightline.contract.wire.MaskState;
import java.util.List;

/**
 * What the scan of a snapshot needs to know of its queries: 64 at the most, of one length.
 *
 * @param queries what is looked for
 * @param thresholds [query][mask state of a reference]: what hits are ranked above
 */
record Scan(List<Query> queries, float[][] thresholds) {

  float threshold(int query, MaskState reference) {
    return thresholds[query][reference.ordinal()];
  }

  int size() {
    return queries.get(0).embedding().values().length;
  }
}
