package io.sightline.trainer.finetune;

/** A foreign model whose weights do not fit the network. The message names the node. */
public final class ImportException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ImportException(String message) {
    super(message);
  }

  public ImportException(String message, Throwable cause) {
    super(message, cause);
  }
}
