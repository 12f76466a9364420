package dev.ferro.engine.jna;

/** Why a native library cannot be used here. */
final class Unusable extends Exception {
  private static final long serialVersionUID = 1L;

  Unusable(String reason) {
    super(reason);
  }
}
