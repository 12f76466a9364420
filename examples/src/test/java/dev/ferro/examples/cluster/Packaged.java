package dev.ferro.examples.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The jars that a user hands to spark-submit, as the build made them. */
public final class Packaged {
  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

  /** Where the build puts them. */
  public static final Path JARS = PROJECT.resolve("examples/target/jars");

  private static final Path TEST_CLASSES = PROJECT.resolve("examples/target/test-classes");

  private Packaged() {}

  /** The stage with the engine and its native libraries. */
  public static Path stage() {
    return only("ferro-spark-.*-all\\.jar");
  }

  /** The examples. */
  public static Path examples() {
    return only("ferro-examples-.*\\.jar");
  }

  /**
   * Packs a package of these tests.
   *
   * @param folder where the jar goes
   */
  public static Path tests(Path folder, Package tests) throws IOException {
    Path jar = folder.resolve("tests.jar");
    Path classes = TEST_CLASSES.resolve(tests.getName().replace('.', '/'));
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(file);
        Stream<Path> files = Files.list(classes)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        packed.putNextEntry(new JarEntry(TEST_CLASSES.relativize(each).toString()));
        packed.write(Files.readAllBytes(each));
      }
    }
    return jar;
  }

  private static Path only(String name) {
    try (Stream<Path> files = Files.list(JARS)) {
      List<Path> found = files.filter(file -> file.getFileName().toString().matches(name)).toList();
      if (found.size() != 1) {
        throw new IllegalStateException("expected one " + name + " in " + JARS + ", got " + found);
      }
      return found.get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
