package dev.ferro.engine.internal.mlx;

import dev.ferro.engine.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The folder on this node that holds MLX's own library. The first location that has it is taken. An
 * explicitly configured location must contain MLX: there is no fallback.
 *
 * @param folder holds {@code libmlx} and, on macOS, {@code mlx.metallib}. Null if none was found
 * @param source the name of its location, or null if none was found
 * @param reason why each location failed, or null if one was found
 */
public record MlxHome(Path folder, String source, String reason) {
  /** The one version of MLX that Ferro is built against. */
  public static final String VERSION = "0.32.4";

  /** System property: MLX's folder. */
  public static final String PROPERTY = "ferro.mlx.home";

  /** Environment variable: MLX's folder. The property wins. */
  public static final String VARIABLE = "FERRO_MLX_HOME";

  /** MLX's library. */
  public static final String LIBRARY = System.mapLibraryName("mlx");

  /** The file with MLX's Metal kernels, which a Mac needs. MLX looks for it beside its library. */
  static final List<String> FILES_ON_MAC = List.of(LIBRARY, "mlx.metallib");

  /** The files of MLX that a process needs, side by side in the folder. */
  public static final List<String> FILES = Platform.isMac() ? FILES_ON_MAC : List.of(LIBRARY);

  /**
   * Libraries that lie beside MLX's own and must be opened before it. The MLX that pip installs on
   * macOS 26 needs {@code @rpath/libjaccl.dylib} and has no rpath to find it by. Other packages of
   * MLX do not have this library and do not need it.
   */
  public static final List<String> OPENED_FIRST = List.of(System.mapLibraryName("jaccl"));

  /**
   * Searches this node.
   *
   * @param platform the folder of this platform in jars: {@code darwin-aarch64}
   */
  public static MlxHome search(String platform) {
    // On another thread, so that interrupting the first task does not end the search.
    return CompletableFuture.supplyAsync(() -> find(locations(platform))).join();
  }

  private static List<MlxLocation> locations(String platform) {
    List<MlxLocation> locations =
        new ArrayList<>(
            List.of(
                MlxLocation.Configured.byProperty(),
                MlxLocation.Configured.byVariable(),
                MlxLocation.Jar.onClasspath(platform),
                MlxLocation.Python.ofThisNode()));
    if (Platform.isMac()) {
      locations.add(new MlxLocation.Homebrew());
    }
    return locations;
  }

  static MlxHome find(List<MlxLocation> locations) {
    List<String> reasons = new ArrayList<>();
    for (MlxLocation location : locations) {
      try {
        return new MlxHome(require(location.folder(), FILES), location.name(), null);
      } catch (MlxNotFoundException e) {
        reasons.add(location.name() + ": " + e.getMessage());
        if (location.isConfigured()) {
          break;
        }
      }
    }
    return new MlxHome(null, null, "no MLX found (" + String.join("; ", reasons) + ")");
  }

  /** {@code folder} or its {@code lib}, depending on which holds the files. */
  static Path require(Path folder, List<String> files) throws MlxNotFoundException {
    for (Path candidate : List.of(folder, folder.resolve("lib"))) {
      if (Files.exists(candidate.resolve(LIBRARY))) {
        for (String name : files) {
          if (!Files.isReadable(candidate.resolve(name))) {
            throw new MlxNotFoundException("no readable " + name + " in " + candidate);
          }
          // macOS checks the signatures of libraries itself.
          if (!name.equals(LIBRARY)) {
            PipRecord.requireSame(candidate.resolve(name).toAbsolutePath());
          }
        }
        return candidate.toAbsolutePath();
      }
    }
    throw new MlxNotFoundException("no " + LIBRARY + " in " + folder + " or its lib");
  }

  /** The library file itself. */
  public Path library() {
    return folder.resolve(LIBRARY);
  }
}
