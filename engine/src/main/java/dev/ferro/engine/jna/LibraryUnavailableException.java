package dev.ferro.engine.jna;

/** Thrown when a native library cannot be used here. The message has the reason. */
final class LibraryUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  LibraryUnavailableException(String reason) {
    super(reason);
  }
}
