package io.sightline.contract.wire;

/**
 * A picture somebody asks about: topic {@code photos}, key request id. The recogniser answers with
 * {@link PhotoFaces}.
 *
 * @param name for messages, such as a file name
 * @param image JPEG or PNG bytes; not copied, treat as immutable
 */
public record Photo(String requestId, String name, byte[] image, Unknown unknown) {

  public Photo(String requestId, String name, byte[] image) {
    this(requestId, name, image, Unknown.NONE);
  }
}
