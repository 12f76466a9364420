package dev.ferro.bench.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.BLAS$;

/** The library that Spark's own linear algebra uses in this JVM. */
final class SparkBlas {
  private static final Path LOADED = Path.of("/proc/self/maps");
  private static final String NATIVE = "JNIBLAS";

  private SparkBlas() {}

  /**
   * {@code JNIBLAS (/usr/lib/…/openblas-pthread/libblas.so.3)}, or the Java class that is used if
   * no native library is installed.
   */
  static String describe() {
    String name = BLAS$.MODULE$.nativeBLAS().getClass().getSimpleName();
    return name.equals(NATIVE)
        ? name + " (" + library() + ")"
        : name + " (no native library found; Debian's libopenblas0 has one)";
  }

  private static String library() {
    if (!Files.isReadable(LOADED)) {
      return "native";
    }
    try (Stream<String> lines = Files.lines(LOADED)) {
      return lines
          .filter(line -> line.matches(".*/lib(open)?blas[^/]*"))
          .map(line -> line.substring(line.indexOf('/')))
          .findFirst()
          .orElse("native");
    } catch (IOException e) {
      return "native";
    }
  }
}
