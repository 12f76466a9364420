package dev.ferro.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"train-digits", "train-mnist", "train-diabetes", "engines", "conformance"})
  void everyJobHelps(String job) {
    Ran ran = Ran.job(job, "-h");
    assertEquals(0, ran.code());
    assertTrue(ran.out().contains("Usage: examples/run " + job), ran.out());
    assertTrue(ran.out().contains("--json"), ran.out());
  }

  @ParameterizedTest
  @CsvSource({
    "train-digits --max-iter x,        '--max-iter': 'x' is not an int",
    "train-digits --max-iter 0,        'Expected maxIter: passes over the data, or epochs (>= 1); got 0'",
    "train-digits --solver lbfgs,      Expected solver",
    "train-digits --layers 64,         'Expected layers: widths of all layers'",
    "train-digits --engine gpu,        Expected engine",
    "train-digits --standardization,   --standardization",
    "train-digits --maxiter 3,         Unknown option",
    "train-mnist,                      --data",
    "conformance --engine gpu,         Expected --engine to be one of",
    "train-digitz,                     Did you mean",
  })
  void wrongUsageIsTold(String arguments, String expected) {
    Ran ran = Ran.job((Object[]) arguments.split(" "));
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains(expected), ran.err());
  }

  @Test
  void withoutAJobTheJobsAreListed() {
    Ran ran = Ran.job();
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("train-digits"), ran.err());
  }

  @Test
  void failuresNameTheReasonWithoutAStackTrace() {
    Ran ran = Ran.job("train-mnist", "--data", "no-such-folder");
    assertEquals(1, ran.code());
    assertTrue(ran.err().contains("t10k-images-idx3-ubyte.gz"), ran.err());
    assertEquals(1, ran.err().lines().count(), ran.err());
  }

  @Test
  void aStackTraceShowsWhenAskedFor() {
    Ran ran = Ran.job("train-mnist", "--data", "no-such-folder", "--stacktrace");
    assertTrue(ran.err().contains("at dev.ferro.examples.data.Mnist"), ran.err());
  }
}
