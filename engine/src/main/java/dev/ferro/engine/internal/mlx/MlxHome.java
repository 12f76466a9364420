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
  /** System property: MLX's folder. */
  public static final String PROPERTY = "ferro.mlx.home";

  /** Environment variable: MLX's folder. The property wins. */
  public static final String VARIABLE = "FERRO_MLX_HOME";

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
                new MlxLocation.Configured(PROPERTY, System.getProperty(PROPERTY)),
                new MlxLocation.Configured(VARIABLE, System.getenv(VARIABLE)),
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
        return new MlxHome(require(location.folder(), MlxRelease.FILES), location.name(), null);
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
      if (Files.exists(candidate.resolve(MlxRelease.LIBRARY))) {
        for (String name : files) {
          if (!Files.isReadable(candidate.resolve(name))) {
            throw new MlxNotFoundException("no readable " + name + " in " + candidate);
          }
          // macOS checks the signatures of libraries itself.
          if (!name.equals(MlxRelease.LIBRARY)) {
            PipRecord.requireSame(candidate.resolve(name).toAbsolutePath());
          }
        }
        return candidate.toAbsolutePath();
      }
    }
    throw new MlxNotFoundException("no " + MlxRelease.LIBRARY + " in " + folder + " or its lib");
  }

  /** The library file itself. */
  public Path library() {
    return folder.resolve(MlxRelease.LIBRARY);
  }
}
