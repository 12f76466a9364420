package dev.ferro.engine.internal.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar with MLX for Macs, when {@code FERRO_METAL_JAR} names it, holds all that a Mac needs. */
class MetalJarTest {
  private static final String PREFIX = "darwin-aarch64/";

  @TempDir Path folder;

  @Test
  void unpacksAsItsListSays() throws Exception {
    try (URLClassLoader jar = loader()) {
      CompressedResources resources = CompressedResources.find(jar, PREFIX + "mlx");
      assertEquals(
          List.of("libmlx.dylib", "mlx.metallib"),
          resources.entries().stream().map(CompressedResources.Entry::name).toList());
      assertTrue(resources.isIn(ResourceCache.unpack(resources, folder)));
    }
  }

  @Test
  void holdsOursAndTheLicencesAndIsSmall() throws Exception {
    try (URLClassLoader jar = loader()) {
      assertNotNull(jar.getResource(PREFIX + "libferro_mlx.dylib"));
      assertLicence(jar, "mlx.txt", "MIT License");
      assertLicence(jar, "metal-cpp.txt", "Apache License");
      assertTrue(Files.size(Path.of(jar.getURLs()[0].toURI())) < 25_000_000);
    }
  }

  private static void assertLicence(ClassLoader jar, String name, String title) throws Exception {
    try (InputStream licence = jar.getResourceAsStream("META-INF/licenses/" + name)) {
      String text = new String(licence.readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(text.contains(title), text);
    }
  }

  private static URLClassLoader loader() throws Exception {
    String jar = System.getenv("FERRO_METAL_JAR");
    if (jar == null) {
      return abort("FERRO_METAL_JAR names no jar");
    }
    return new URLClassLoader(new URL[] {Path.of(jar).toUri().toURL()}, null);
  }
}
