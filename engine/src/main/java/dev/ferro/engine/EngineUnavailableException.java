package dev.ferro.engine;

/** A named engine cannot run on this node; the message says why and what to do. */
public final class EngineUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A refusal.
   *
   * @param message engine, reason and remedy
   */
  public EngineUnavailableException(String message) {
    super(message);
  }
}
