package dev.ferro.engine.jna;

import java.nio.file.Files;
import java.nio.file.Path;

/** MLX as {@code brew install mlx} puts it on an Apple silicon Mac. */
final class MlxHomebrew implements MlxPlace {
  private static final Path KEG = Path.of("/opt/homebrew/opt/mlx");

  @Override
  public String name() {
    return "Homebrew";
  }

  @Override
  public Path folder() throws MlxMissing {
    if (!Files.isDirectory(KEG)) {
      throw new MlxMissing("no " + KEG);
    }
    return KEG;
  }
}
