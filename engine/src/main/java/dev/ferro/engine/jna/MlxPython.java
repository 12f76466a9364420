package dev.ferro.engine.jna;

import com.sun.jna.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * MLX as pip installed it: the folder of Python's package {@code mlx}, which is looked up but not
 * imported.
 *
 * @param python a file, or a name on the path
 * @param limit how long Python may take to answer
 */
record MlxPython(String python, Duration limit) implements MlxPlace {
  /** Environment variable: the Python to ask; else it is {@code python3} on the path. */
  static final String VARIABLE = "FERRO_PYTHON";

  private static final String REMEDY = " (" + VARIABLE + " names another)";

  /** Python looks into the current folder first, which nobody chose: left out. */
  private static final String SCRIPT =
      "import importlib.util, sys; sys.path = [p for p in sys.path if p]; "
          + "spec = importlib.util.find_spec('mlx'); "
          + "print(*(spec.submodule_search_locations if spec else []), sep='\\n')";

  /** Without Apple's developer tools it only opens a dialog that offers them. */
  private static final Path APPLES = Path.of("/usr/bin/python3");

  private static final List<Path> APPLES_TOOLS =
      List.of(Path.of("/Library/Developer/CommandLineTools"), Path.of("/Applications/Xcode.app"));

  static MlxPython ofThisNode() {
    return new MlxPython(System.getenv().getOrDefault(VARIABLE, "python3"), Duration.ofSeconds(20));
  }

  @Override
  public String name() {
    return "Python's package mlx";
  }

  @Override
  public Path folder() throws MlxMissing {
    Path executable = Executable.find(python);
    if (executable == null) {
      throw new MlxMissing("no " + python + REMEDY);
    }
    if (Platform.isMac()
        && executable.equals(APPLES)
        && APPLES_TOOLS.stream().noneMatch(Files::exists)) {
      throw new MlxMissing("no Python but Apple's " + APPLES + ", which is not set up" + REMEDY);
    }
    List<String> folders = Executable.run(limit, executable.toString(), "-c", SCRIPT);
    // A namespace package: its parts may lie in several folders.
    for (String folder : folders) {
      if (Files.exists(Path.of(folder, "lib", MlxFiles.LIBRARY))) {
        return Path.of(folder);
      }
    }
    throw new MlxMissing(
        folders.isEmpty()
            ? "not known to " + executable + REMEDY
            : "no " + MlxFiles.LIBRARY + " in the lib of " + String.join(", ", folders));
  }
}
