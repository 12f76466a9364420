package dev.ferro.engine.jna;

/** Why a place has no MLX. */
final class MlxMissing extends Exception {
  private static final long serialVersionUID = 1L;

  MlxMissing(String reason) {
    super(reason);
  }
}
