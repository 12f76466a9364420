package dev.ferro.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnginesTest {
  private static final Engine METAL = new Fake("metal", "no Metal device");
  private static final Engine CPU = new Fake("cpu", null);
  private static final Engine JAVA = new Fake("java", null);
  private static final Engine MLX = new Fake("mlx-cpu", null);
  private static final List<Engine> ALL = List.of(METAL, CPU, JAVA, MLX);

  @Test
  void autoTakesTheFirstUsableAndSaysWhyNotTheOthers() {
    EngineSelection selection = select("auto", null, null, ALL);
    assertEquals(CPU, selection.engine());
    assertEquals("auto", selection.why());
    assertEquals(
        Map.of(
            "metal",
            "no Metal device",
            "java",
            "comes after cpu",
            "mlx-cpu",
            "only used when named"),
        selection.rejected());
    assertTrue(selection.toString().startsWith("cpu: fake cpu (auto; "), selection::toString);
    assertTrue(selection.toString().contains("; not metal: no Metal device"), selection::toString);
  }

  @Test
  void theNodeWinsOverAuto() {
    assertEquals(JAVA, select("auto", null, "java", ALL).engine());
    EngineSelection selection = select("auto", "mlx-cpu", "java", ALL);
    assertEquals(MLX, selection.engine());
    assertEquals("named by system property ferro.engine", selection.why());
  }

  @Test
  void theCallerWinsOverTheNode() {
    assertEquals(JAVA, select("java", "cpu", "cpu", ALL).engine());
  }

  @Test
  void blankSettingsOfTheNodeDoNotCount() {
    assertEquals(CPU, select("auto", "", " ", ALL).engine());
  }

  @Test
  void aNamedEngineThatCannotRunIsAnError() {
    String message =
        assertThrows(EngineUnavailableException.class, () -> select("metal", null, null, ALL))
            .getMessage();
    assertTrue(message.contains("no Metal device"), message);
    message =
        assertThrows(EngineUnavailableException.class, () -> select("auto", null, "metal", ALL))
            .getMessage();
    assertTrue(message.contains("environment variable FERRO_ENGINE"), message);
  }

  @Test
  void anUnknownNameIsAnErrorThatListsTheKnown() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> select("gpu", null, null, ALL))
            .getMessage();
    assertEquals(
        "[engine] expected auto, fastest or one of metal, cpu, java, mlx-cpu, got 'gpu' (the caller)",
        message);
  }

  @Test
  void noNameIsAnErrorThatListsTheKnown() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Engines.select(null, Workload.TYPICAL))
            .getMessage();
    assertTrue(message.contains("one of ") && message.contains("java"), message);
    assertTrue(message.endsWith(", got null (the caller)"), message);
  }

  @Test
  void whatIsTimedIsBoundedInMemoryAndTime() {
    NetworkSpec narrow = NetworkSpec.of(Loss.SQUARED_ERROR, 1, 1);
    NetworkSpec wide = NetworkSpec.of(Loss.SQUARED_ERROR, 200_000_000, 1);
    NetworkSpec heavy = NetworkSpec.of(Loss.SQUARED_ERROR, 1, 20_000, 20_000, 1);
    assertEquals(1 << 24, floats(narrow, Integer.MAX_VALUE), 4);
    assertEquals(1, EngineTimer.rows(Workload.scoring(wide, Integer.MAX_VALUE)));
    assertEquals(128, EngineTimer.rows(Workload.training(heavy, Integer.MAX_VALUE)));
    assertEquals(7, EngineTimer.rows(Workload.training(heavy, 7)));
    assertEquals(128, EngineTimer.rows(Workload.TYPICAL));
    Workload all = Workload.training(NetworkSpec.of(Loss.CROSS_ENTROPY, 60, 30, 4), 1 << 30);
    assertTrue(EngineTimer.rowsPerSecond(new dev.ferro.engine.java.JavaEngine(), all) > 0);
  }

  private static long floats(NetworkSpec spec, int batchSize) {
    return 3L * EngineTimer.rows(Workload.scoring(spec, batchSize));
  }

  @Test
  void numbersAreWrittenAlikeInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      EngineSelection selection =
          Fastest.of(List.of(JAVA), Workload.TYPICAL, "the caller", engine -> 7e5);
      assertTrue(selection.why().contains("700000 rows/s"), selection.why());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void autoWithoutAnyUsableEngineGivesEveryReason() {
    String message =
        assertThrows(
                EngineUnavailableException.class, () -> select("auto", null, null, List.of(METAL)))
            .getMessage();
    assertTrue(message.contains("metal: no Metal device"), message);
  }

  @Test
  void theJavaEngineIsAlwaysThere() {
    assertFalse(Engines.all().isEmpty());
    assertEquals("java", Engines.select("java", Workload.TYPICAL).engine().id());
    assertTrue(Engines.names().containsAll(List.of("auto", "fastest", "cpu", "java")));
  }

  @Test
  void fastestTakesTheFastestAndTellsTheTimes() {
    Map<Engine, Double> speeds = Map.of(CPU, 5e5, JAVA, 1e5, MLX, 7e5);
    EngineSelection selection = Fastest.of(ALL, Workload.TYPICAL, "the caller", speeds::get);
    assertEquals(MLX, selection.engine());
    assertEquals(
        "fastest in training 784-128-128-10 in batches of 128, 700000 rows/s, by the caller",
        selection.why());
    assertEquals(
        Map.of("metal", "no Metal device", "cpu", "500000 rows/s", "java", "100000 rows/s"),
        selection.rejected());
  }

  @Test
  void anEngineThatFailsWhileItIsTimedIsPassedOver() {
    EngineSelection selection =
        Fastest.of(
            ALL,
            Workload.TYPICAL,
            "the caller",
            engine -> {
              if (engine != JAVA) {
                throw new EngineException("out of memory");
              }
              return 1;
            });
    assertEquals(JAVA, selection.engine());
    assertEquals("failed while it was timed: out of memory", selection.rejected().get("cpu"));
  }

  @Test
  void fastestTimesWhatRunsHere() {
    NetworkSpec spec = NetworkSpec.of(Loss.SQUARED_ERROR, 20, 8, 2);
    for (Workload workload : List.of(Workload.training(spec, 16), Workload.scoring(spec, 16))) {
      EngineSelection selection = Engines.select("fastest", workload);
      assertTrue(selection.why().startsWith("fastest in " + workload), selection::toString);
      if (!selection.engine().id().equals("java")) {
        String java = selection.rejected().get("java");
        assertTrue(java.endsWith(" rows/s"), selection::toString);
      }
    }
    assertTrue(Engines.isTimed("fastest"));
    assertFalse(Engines.isTimed("java"));
  }

  private static EngineSelection select(
      String requested, String property, String variable, List<Engine> engines) {
    return Engines.select(
        Engines.Asked.of(requested, property, variable), Workload.TYPICAL, engines);
  }

  private record Fake(String id, String reason) implements Engine {
    @Override
    public Optional<String> unusableReason() {
      return Optional.ofNullable(reason);
    }

    @Override
    public String description() {
      return "fake " + id;
    }

    @Override
    public Execution execution() {
      return Execution.CALLING_THREAD;
    }

    @Override
    public Network open(NetworkSpec spec) {
      throw new AssertionError("not opened in these tests");
    }
  }
}
