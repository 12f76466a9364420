package dev.ferro.engine.internal.files;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of this machine with the limits that a node may have; CI mounts them. */
public final class Mounts {
  private Mounts() {}

  /** A small writable folder in which nothing may be executed. */
  public static Path noexec() throws IOException {
    return find("noexec", true);
  }

  /** A folder that nobody can write to, root neither. */
  public static Path readOnly() throws IOException {
    return find("ro", false);
  }

  /** Deletes a folder with all that is in it. */
  public static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Path find(String option, boolean writable) throws IOException {
    Path mounts = Path.of("/proc/mounts");
    if (Files.isReadable(mounts)) {
      for (String line : Files.readAllLines(mounts)) {
        String[] fields = line.split(" ");
        Path mounted = Path.of(fields[1]);
        if (List.of(fields[3].split(",")).contains(option)
            && fields[2].equals("tmpfs")
            && Files.isDirectory(mounted)
            && Files.isWritable(mounted) == writable) {
          return mounted;
        }
      }
    }
    return abort("no tmpfs is mounted here with the option " + option);
  }
}
