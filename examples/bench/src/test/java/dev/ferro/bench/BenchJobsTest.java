package dev.ferro.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.engine.Engine;
import dev.ferro.engine.Engines;
import dev.ferro.examples.Ran;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchJobsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "conformance",
        "mac-report",
        "bench-engine",
        "bench-spark",
        "bench-overhead",
        "bench-score",
        "study-averaging"
      })
  void everyJobHelps(String job) {
    Ran ran = Ran.job(job, "-h");
    assertEquals(0, ran.code());
    assertTrue(ran.out().contains("Usage: examples/run " + job), ran.out());
    assertTrue(ran.out().contains("--json"), ran.out());
    assertTrue(ran.out().contains("--stacktrace"), ran.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"conformance --engine gpu", "bench-engine --engines cpu,gpu"})
  void anUnknownEngineListsTheKnown(String arguments) {
    Ran ran = Ran.job((Object[]) arguments.split(" "));
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("got 'gpu'"), ran.err());
    for (Engine engine : Engines.all()) {
      assertTrue(ran.err().contains(engine.id()), ran.err());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bench-engine --peers theano, jax",
    "bench-score --runners theano, onnxruntime",
  })
  void anUnknownRunnerListsTheKnown(String arguments, String known) {
    Ran ran = Ran.job((Object[]) arguments.split(" "));
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("theano"), ran.err());
    assertTrue(ran.err().contains(known), ran.err());
  }
}
