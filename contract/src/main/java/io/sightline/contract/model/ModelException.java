package io.sightline.contract.model;

/** A model or card that cannot be used. The message names the file and what is wrong with it. */
public final class ModelException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
