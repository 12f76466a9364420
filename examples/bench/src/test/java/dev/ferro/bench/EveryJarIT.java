package dev.ferro.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands in every jar of the build. This module is the last one, so all are there. */
class EveryJarIT {
  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent().getParent();

  static List<Path> jars() throws IOException {
    try (Stream<Path> files = Files.find(PROJECT, 5, (file, attributes) -> isOurs(file))) {
      return files.sorted().toList();
    }
  }

  /** A jar that Maven has put into a module's folder. */
  private static boolean isOurs(Path file) {
    return file.getParent().getFileName().toString().equals("target")
        && file.getFileName().toString().matches("ferro-.*\\.jar");
  }

  @Test
  void theJarsToUseAreAmongThem() throws IOException {
    List<String> names = jars().stream().map(jar -> jar.getFileName().toString()).toList();
    for (String name :
        List.of("engine-.*", "spark-.*", "spark-.*-all", "examples-.*", "bench-.*")) {
      assertTrue(
          names.stream().anyMatch(jar -> jar.matches("ferro-" + name + "\\.jar")), names::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("jars")
  void holdsTheLicenceAndTheNoticeOfBundledParts(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (String name : List.of("LICENSE", "NOTICE")) {
        assertNotNull(file.getEntry("META-INF/" + name), name);
        try (InputStream content = file.getInputStream(file.getEntry("META-INF/" + name))) {
          assertArrayEquals(Files.readAllBytes(PROJECT.resolve(name)), content.readAllBytes());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("jars")
  void saysItsTitleAndVersion(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Attributes manifest = file.getManifest().getMainAttributes();
      String title = manifest.getValue(Attributes.Name.IMPLEMENTATION_TITLE);
      assertNotNull(title);
      assertTrue(title.startsWith("Ferro"), title);
      String version = manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
      assertNotNull(version);
      assertTrue(jar.getFileName().toString().contains("-" + version), version);
    }
  }

  @Test
  void theStageBundlesWhatItNeedsWithItsLicences() throws IOException {
    Path stage =
        jars().stream()
            .filter(jar -> jar.getFileName().toString().endsWith("-all.jar"))
            .findFirst()
            .orElseThrow();
    try (JarFile file = new JarFile(stage.toFile())) {
      assertNotNull(file.getEntry("com/sun/jna/Native.class"));
      assertNotNull(file.getEntry("org/tukaani/xz/XZInputStream.class"));
      assertNotNull(file.getEntry("META-INF/AL2.0"));
      assertNotNull(file.getEntry("META-INF/LGPL2.1"));
    }
  }
}
