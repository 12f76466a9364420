package dev.ferro.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.engine.Engine;
import dev.ferro.engine.Engines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @ParameterizedTest
  @ValueSource(strings = {"train-digits", "train-mnist", "train-diabetes", "engines"})
  void everyJobHelps(String job) {
    Ran ran = Ran.job(job, "-h");
    assertEquals(0, ran.code());
    assertTrue(ran.out().contains("Usage: examples/run " + job), ran.out());
    assertTrue(ran.out().contains("--json"), ran.out());
  }

  @ParameterizedTest
  @CsvSource({
    "train-digits --max-iter x,        '--max-iter': 'x' is not an int",
    "train-digits --max-iter 0,        'expected maxIter to be 1 or more, got 0'",
    "train-digits --step-size 1e-50,   'expected stepSize to be from 1e-37 to 1e37, got 1.0E-50'",
    "train-diabetes --reg-param NaN,   'expected regParam to be 0, or from 1e-37 to 1e37, got NaN'",
    "train-digits --solver lbfgs,      'expected solver to be one of adamw, adam, sgd, got'",
    "train-digits --layers 64,         'expected layers to be two widths or more'",
    "train-digits --standardization,   --standardization",
    "train-digits --maxiter 3,         Unknown option",
    "train-mnist,                      --data",
    "train-digitz,                     Did you mean",
  })
  void wrongUsageIsReported(String arguments, String expected) {
    Ran ran = Ran.job((Object[]) arguments.split(" "));
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains(expected), ran.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train-digits --engine gpu",
        "train-diabetes --engine gpu",
        "engines --engine gpu"
      })
  void anUnknownEngineListsTheKnown(String arguments) {
    Ran ran = Ran.job((Object[]) arguments.split(" "));
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("got 'gpu'"), ran.err());
    for (Engine engine : Engines.all()) {
      assertTrue(ran.err().contains(engine.id()), ran.err());
    }
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
