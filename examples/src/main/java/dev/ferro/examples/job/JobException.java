package dev.ferro.examples.job;

/** Thrown when a job cannot continue, or when its check fails. The message is for the user. */
public final class JobException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what was expected, what came, and what helps
   */
  public JobException(String message) {
    super(message);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message what was expected, what came, and what helps
   * @param cause the cause
   */
  public JobException(String message, Throwable cause) {
    super(message, cause);
  }
}
