package io.sightline.contract.config;

import com.fasterxml.jackson.annotation.JsonCreator;

/** A value that must never be logged: it prints as stars. */
public record Secret(String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Secret {}

  @Override
  public String toString() {
    return "***";
  }
}
