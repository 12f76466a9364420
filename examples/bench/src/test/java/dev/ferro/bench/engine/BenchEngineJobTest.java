package dev.ferro.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ferro.examples.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchEngineJobTest {
  @TempDir private Path folder;

  @Test
  void measuresAndWritesFigures() throws Exception {
    Path json = folder.resolve("bench.json");
    Path svg = folder.resolve("bench.svg");
    Ran ran =
        Ran.job(
            "bench-engine",
            "--shapes",
            "5-4-3,4-2-1",
            "--batches",
            "1,2",
            "--engines",
            "java",
            "--repeats",
            "1",
            "--seconds",
            "0.001",
            "--json",
            json,
            "--svg",
            svg);
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().contains("java: Java kernels"), ran.out());
    assertTrue(ran.out().contains("rows for 5-4-3: random"), ran.out());
    assertTrue(ran.out().contains("two networks"), ran.out());
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertEquals(2 * 2 * 2, figures.size());
    for (JsonNode figure : figures) {
      assertEquals("java", figure.get("runner").asText());
      assertTrue(figure.get("rowsPerSecond").asDouble() > 0);
    }
    assertTrue(Files.readString(svg).contains("5-4-3"));
  }

  @ParameterizedTest
  @CsvSource({
    "--shapes 784,            at least an input and an output width",
    "--shapes 784-x-10,       'expected widths such as 784-128-128-10, got ''784-x-10'''",
    "--batches 0,             'Expected --batches above 0'",
    "--seconds -1,            'Expected --seconds above 0'",
    "--engines abacus,        'Expected --engines among'",
    "--peers=abacus,          'Expected --peers among [jax, torch, sklearn, onnxruntime, mlx]'",
  })
  void wrongUsageIsReported(String arguments, String expected) {
    Ran ran = Ran.job((Object[]) ("bench-engine " + arguments).split(" "));
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains(expected), ran.err());
  }

  @Test
  void missingDataIsReported() {
    Ran ran = Ran.job("bench-engine", "--data", folder);
    assertEquals(1, ran.code());
    assertTrue(ran.err().contains("t10k-images-idx3-ubyte.gz"), ran.err());
  }
}
