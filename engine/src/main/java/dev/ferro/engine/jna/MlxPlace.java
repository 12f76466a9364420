package dev.ferro.engine.jna;

import java.nio.file.Path;

/** One place where MLX may be on this node. */
interface MlxPlace {
  /** What people call it: {@code "Homebrew"}. */
  String name();

  /** Whether somebody named this place, so that no other will do. */
  default boolean isNamed() {
    return false;
  }

  /**
   * The folder that should hold MLX's library, or hold it in its {@code lib}.
   *
   * @throws MlxMissing when there is none
   */
  Path folder() throws MlxMissing;
}
