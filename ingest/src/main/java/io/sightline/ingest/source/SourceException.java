package io.sightline.ingest.source;

/** A source cannot be opened, or gives no more pictures. Its message never holds credentials. */
public final class SourceException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean refused;

  public SourceException(String message) {
    this(message, false);
  }

  /**
   * @param refused it wants other credentials: many attempts more, and it locks us out
   */
  SourceException(String message, boolean refused) {
    super(message);
    this.refused = refused;
  }

  /** It wants other credentials than ours. */
  public boolean refused() {
    return refused;
  }
}
