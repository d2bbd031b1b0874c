package io.sightline.contract.config;

/**
 * How fast a file is played: at its own speed, as a camera would, or as fast as the machine can.
 */
public enum Pace {
  REALTIME,
  FAST
}
