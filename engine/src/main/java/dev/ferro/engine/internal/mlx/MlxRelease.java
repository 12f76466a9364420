package dev.ferro.engine.internal.mlx;

import dev.ferro.engine.Platform;
import java.util.List;

/** The release of MLX that Ferro is built against, and its files. */
public final class MlxRelease {
  /** Its version. No other one is loaded. */
  public static final String VERSION = "0.32.4";

  /** The file of MLX's library. */
  public static final String LIBRARY = System.mapLibraryName("mlx");

  /** What a Mac needs. MLX looks for its Metal kernels beside its library. */
  static final List<String> FILES_ON_MAC = List.of(LIBRARY, "mlx.metallib");

  /** The files that a process needs, side by side in one folder. */
  public static final List<String> FILES = Platform.isMac() ? FILES_ON_MAC : List.of(LIBRARY);

  /**
   * Libraries that lie beside MLX's own and must be opened before it. The MLX that pip installs on
   * macOS 26 needs {@code @rpath/libjaccl.dylib} and has no rpath to find it by. Other packages of
   * MLX do not have this library and do not need it.
   */
  public static final List<String> OPENED_FIRST = List.of(System.mapLibraryName("jaccl"));

  private MlxRelease() {}
}
