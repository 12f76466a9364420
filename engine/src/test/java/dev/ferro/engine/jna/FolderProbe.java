package dev.ferro.engine.jna;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs in a child JVM: prints what computes there or why nothing does, and from which folders the
 * native libraries were loaded.
 */
final class FolderProbe {
  private FolderProbe() {}

  public static void main(String[] arguments) throws IOException {
    CpuEngine engine = new CpuEngine();
    String text = engine.unusableReason().orElseGet(engine::description);
    System.out.println(text + "; loaded from " + foldersOfLibraries());
  }

  /** Of JNA's own and of Ferro's, which are deleted by now. */
  private static List<String> foldersOfLibraries() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/maps")).stream()
        .filter(line -> line.contains("/") && line.matches(".*(jna\\d+\\.tmp|libferro_).*"))
        .map(line -> line.substring(line.indexOf('/')).replace(" (deleted)", ""))
        .map(file -> Path.of(file).getParent().toString())
        .distinct()
        .toList();
  }
}
