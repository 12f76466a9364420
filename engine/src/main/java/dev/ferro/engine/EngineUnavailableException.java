package dev.ferro.engine;

/**
 * Thrown when a named engine cannot run on this node. The message has the reason and the remedy.
 */
public final class EngineUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message the engine, the reason and the remedy
   */
  public EngineUnavailableException(String message) {
    super(message);
  }
}
