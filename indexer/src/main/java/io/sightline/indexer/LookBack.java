package io.sightline.indexer;

import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.LookBackRequest;
import io.sightline.contract.wire.Unknown;
import io.sightline.indexer.topic.ConfirmedSender;

/**
 * Asks for a search of the archive for whoever comes on a watchlist, or gets more templates while
 * on one. {@link LookBackWork} does it, here or in another process. Thread-safe.
 */
record LookBack(Watchlists watchlists, ConfirmedSender requests) {

  /**
   * For every list that this identity is on.
   *
   * @throws io.sightline.indexer.topic.NotSavedException when the broker has not taken it
   */
  void identity(String identityId) {
    watchlists.all().stream()
        .filter(list -> list.members().contains(identityId))
        .forEach(list -> member(list.id(), identityId));
  }

  /**
   * For one list.
   *
   * @throws io.sightline.indexer.topic.NotSavedException when the broker has not taken it
   */
  void member(String watchlistId, String identityId) {
    LookBackRequest request = new LookBackRequest(watchlistId, identityId, Unknown.NONE);
    requests.send(identityId, Codecs.LOOK_BACK_REQUEST.encode(request));
  }
}
