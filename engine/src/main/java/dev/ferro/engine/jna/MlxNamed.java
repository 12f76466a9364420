package dev.ferro.engine.jna;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** MLX in a folder that the node's owner names: the package's, or the {@code lib} in it. */
record MlxNamed(String name, String value) implements MlxPlace {
  /** System property: MLX's folder. */
  static final String PROPERTY = "ferro.mlx.home";

  /** Environment variable: MLX's folder; the property wins. */
  static final String VARIABLE = "FERRO_MLX_HOME";

  static MlxNamed byProperty() {
    return new MlxNamed(PROPERTY, System.getProperty(PROPERTY));
  }

  static MlxNamed byVariable() {
    return new MlxNamed(VARIABLE, System.getenv(VARIABLE));
  }

  @Override
  public boolean isNamed() {
    return value != null && !value.isBlank();
  }

  @Override
  public Path folder() throws MlxMissing {
    if (!isNamed()) {
      throw new MlxMissing("not set");
    }
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new MlxMissing(e.getMessage());
    }
  }
}
