package dev.ferro.engine.internal.mlx;

/** Thrown when a location has no usable MLX. The message has the reason. */
final class MlxNotFoundException extends Exception {
  private static final long serialVersionUID = 1L;

  MlxNotFoundException(String reason) {
    super(reason);
  }
}
