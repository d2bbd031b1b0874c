package io.sightline.trainer.synthetic.scene;

/** Scenes cannot be made or written; the message says why. */
public final class SceneException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SceneException(String message, Throwable cause) {
    super(message, cause);
  }
}
