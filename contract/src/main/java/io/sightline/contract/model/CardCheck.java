package io.sightline.contract.model;

final class CardCheck {

  private CardCheck() {}

  static void that(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException(complaint);
    }
  }
}
