package dev.ferro.examples.job;

/**
 * A job cannot go on, or what it checked does not hold; the message is for the person who ran it.
 */
public final class JobException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message what was expected, what came, and what helps
   */
  public JobException(String message) {
    super(message);
  }

  /**
   * A failure with a cause.
   *
   * @param message what was expected, what came, and what helps
   * @param cause what went wrong beneath
   */
  public JobException(String message, Throwable cause) {
    super(message, cause);
  }
}
