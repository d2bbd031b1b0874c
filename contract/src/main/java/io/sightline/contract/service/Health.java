package io.sightline.contract.service;

/**
 * Whether a service does its work.
 *
 * @param up false when it cannot; an orchestrator may restart it
 * @param detail for a person to read
 */
public record Health(boolean up, String detail) {

  public static Health ok() {
    return new Health(true, "ok");
  }

  public static Health down(String detail) {
    return new Health(false, detail);
  }
}
