package dev.ferro.engine;

/** A failure inside an engine, with the engine's own text: out of memory, a native error. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message operation and the engine's text
   */
  public EngineException(String message) {
    super(message);
  }
}
