package io.sightline.contract.config;

/** Tells addresses that only this machine can reach. */
final class Loopback {

  private Loopback() {}

  /** Looks nothing up: a name other than localhost is not taken for a loopback address. */
  static boolean is(String host) {
    return host.equals("localhost")
        || host.equals("::1")
        || host.equals("[::1]")
        || host.matches("127(\\.\\d{1,3}){3}");
  }
}
