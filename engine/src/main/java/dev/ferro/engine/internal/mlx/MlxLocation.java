package dev.ferro.engine.internal.mlx;

import dev.ferro.engine.Platform;
import dev.ferro.engine.internal.files.CacheFolder;
import dev.ferro.engine.internal.files.CompressedResources;
import dev.ferro.engine.internal.files.Executable;
import dev.ferro.engine.internal.files.ResourceCache;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A location where MLX may be on this node. */
sealed interface MlxLocation {
  /** Its name in messages: {@code "Homebrew"}. */
  String name();

  /** Whether this location was configured explicitly. Then there is no fallback. */
  default boolean isConfigured() {
    return false;
  }

  /**
   * The folder that should hold MLX's library, or hold it in its {@code lib}.
   *
   * @throws MlxNotFoundException if there is none
   */
  Path folder() throws MlxNotFoundException;

  /**
   * A configured folder: the package's, or the {@code lib} in it.
   *
   * @param name the property or variable
   * @param value its value, or null if it is not set
   */
  record Configured(String name, String value) implements MlxLocation {
    @Override
    public boolean isConfigured() {
      return value != null && !value.isBlank();
    }

    @Override
    public Path folder() throws MlxNotFoundException {
      if (!isConfigured()) {
        throw new MlxNotFoundException("not set");
      }
      try {
        return Path.of(value);
      } catch (InvalidPathException e) {
        throw new MlxNotFoundException(e.getMessage());
      }
    }
  }

  /**
   * The jar with MLX for this platform, when it is on the classpath. Its files are compressed.
   *
   * @param platform the folder of this platform in jars: {@code darwin-aarch64}
   * @param cache the folder to unpack under
   */
  record Jar(ClassLoader loader, String platform, Path cache) implements MlxLocation {
    static Jar onClasspath(String platform) {
      return new Jar(Jar.class.getClassLoader(), platform, CacheFolder.ofThisUser().resolve("mlx"));
    }

    @Override
    public String name() {
      return "jar with MLX";
    }

    @Override
    public Path folder() throws MlxNotFoundException {
      try {
        CompressedResources resources = CompressedResources.find(loader, platform + "/mlx");
        if (resources == null) {
          throw new MlxNotFoundException("none for " + platform + " on the classpath");
        }
        Path folder = ResourceCache.unpack(resources, cache);
        // The file has the permission, but its file system forbids execution.
        if (!Files.isExecutable(folder.resolve(MlxRelease.LIBRARY))) {
          throw new MlxNotFoundException(folder + " forbids execution" + CacheFolder.REMEDY);
        }
        return folder;
      } catch (AccessDeniedException e) {
        throw cannotUnpack("no access to " + e.getFile());
      } catch (IOException e) {
        throw cannotUnpack(e.getMessage());
      }
    }

    private MlxNotFoundException cannotUnpack(String reason) {
      return new MlxNotFoundException(
          "cannot unpack into " + cache + ": " + reason + CacheFolder.REMEDY);
    }
  }

  /**
   * The folder of Python's package {@code mlx}, which pip installed. Python finds it but does not
   * import it.
   *
   * @param python a file, or a name on the path
   * @param limit how long Python may take to answer
   */
  record Python(String python, Duration limit) implements MlxLocation {
    /** Environment variable that names the Python. Otherwise it is {@code python3} on the path. */
    static final String VARIABLE = "FERRO_PYTHON";

    private static final String REMEDY = " (" + VARIABLE + " names another)";

    /** Python looks into the current folder first. It was not configured, so it is left out. */
    private static final String SCRIPT =
        "import importlib.util, sys; sys.path = [p for p in sys.path if p]; "
            + "spec = importlib.util.find_spec('mlx'); "
            + "print(*(spec.submodule_search_locations if spec else []), sep='\\n')";

    /** Without Apple's developer tools, this Python only opens a dialog that offers them. */
    private static final Path APPLES = Path.of("/usr/bin/python3");

    private static final List<Path> APPLES_TOOLS =
        List.of(Path.of("/Library/Developer/CommandLineTools"), Path.of("/Applications/Xcode.app"));

    static Python ofThisNode() {
      return new Python(System.getenv().getOrDefault(VARIABLE, "python3"), Duration.ofSeconds(20));
    }

    @Override
    public String name() {
      return "Python's package mlx";
    }

    @Override
    public Path folder() throws MlxNotFoundException {
      Path executable = Executable.find(python);
      if (executable == null) {
        throw new MlxNotFoundException("no " + python + REMEDY);
      }
      if (Platform.isMac()
          && executable.equals(APPLES)
          && APPLES_TOOLS.stream().noneMatch(Files::exists)) {
        throw new MlxNotFoundException(
            "no Python but Apple's " + APPLES + ", which is not set up" + REMEDY);
      }
      List<String> folders = ask(executable);
      // A namespace package: its parts may lie in several folders.
      for (String folder : folders) {
        if (Files.exists(Path.of(folder, "lib", MlxRelease.LIBRARY))) {
          return Path.of(folder);
        }
      }
      throw new MlxNotFoundException(
          folders.isEmpty()
              ? "not known to " + executable + REMEDY
              : "no " + MlxRelease.LIBRARY + " in the lib of " + String.join(", ", folders));
    }

    private List<String> ask(Path executable) throws MlxNotFoundException {
      try {
        return Executable.run(limit, executable.toString(), "-c", SCRIPT);
      } catch (IOException e) {
        throw new MlxNotFoundException(e.getMessage());
      }
    }
  }

  /** What {@code brew install mlx} puts on a Mac with Apple silicon. */
  record Homebrew() implements MlxLocation {
    private static final Path KEG = Path.of("/opt/homebrew/opt/mlx");

    @Override
    public String name() {
      return "Homebrew";
    }

    @Override
    public Path folder() throws MlxNotFoundException {
      if (!Files.isDirectory(KEG)) {
        throw new MlxNotFoundException("no " + KEG);
      }
      return KEG;
    }
  }
}
