package dev.ferro.engine.internal.mlx;

/** Says why a location has no MLX that can be used. */
final class MlxNotFoundException extends Exception {
  private static final long serialVersionUID = 1L;

  MlxNotFoundException(String reason) {
    super(reason);
  }
}
