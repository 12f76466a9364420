package dev.ferro.engine;

/**
 * Thrown when an engine fails: out of memory, or a native error. The message has the engine's own
 * text.
 */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message the operation and the engine's text
   */
  public EngineException(String message) {
    super(message);
  }
}
