package io.sightline.contract.wire;

/**
 * The fields of a message that this version of the code does not know, kept so that a record that
 * is read, changed and written on loses nothing a newer writer put into it. Serialised protobuf
 * fields; treat the array as immutable.
 */
public record Unknown(byte[] fields) {

  public static final Unknown NONE = new Unknown(new byte[0]);
}
