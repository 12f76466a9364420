package dev.ferro.engine.jna;

/** Says why a native library cannot be used here. */
final class LibraryUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  LibraryUnavailableException(String reason) {
    super(reason);
  }
}
