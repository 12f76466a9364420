package dev.ferro.engine.jna;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes small libraries for tests; skips the test where there is no C compiler. */
final class CompiledLibrary {
  private CompiledLibrary() {}

  /** Compiles C source to a library of that file name, with more arguments for the compiler. */
  static Path of(Path folder, String name, String source, String... more)
      throws IOException, InterruptedException {
    Path c = folder.resolve(name + ".c");
    Path library = folder.resolve(name);
    Files.writeString(c, source);
    try {
      List<String> command =
          new ArrayList<>(
              List.of("cc", "-shared", "-fPIC", "-o", library.toString(), c.toString()));
      command.addAll(List.of(more));
      assumeTrue(new ProcessBuilder(command).inheritIO().start().waitFor() == 0, "cc works");
    } catch (IOException e) {
      abort("no C compiler to make another library with: " + e.getMessage());
    }
    return library;
  }
}
