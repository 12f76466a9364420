package dev.ferro.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
    EngineSelection selection = Engines.select("auto", null, null, ALL);
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
    assertEquals(JAVA, Engines.select("auto", null, "java", ALL).engine());
    EngineSelection selection = Engines.select("auto", "mlx-cpu", "java", ALL);
    assertEquals(MLX, selection.engine());
    assertEquals("named by system property ferro.engine", selection.why());
  }

  @Test
  void theCallerWinsOverTheNode() {
    assertEquals(JAVA, Engines.select("java", "cpu", "cpu", ALL).engine());
  }

  @Test
  void blankSettingsOfTheNodeDoNotCount() {
    assertEquals(CPU, Engines.select("auto", "", " ", ALL).engine());
  }

  @Test
  void aNamedEngineThatCannotRunIsAnError() {
    String message =
        assertThrows(
                EngineUnavailableException.class, () -> Engines.select("metal", null, null, ALL))
            .getMessage();
    assertTrue(message.contains("no Metal device"), message);
    message =
        assertThrows(
                EngineUnavailableException.class, () -> Engines.select("auto", null, "metal", ALL))
            .getMessage();
    assertTrue(message.contains("environment variable FERRO_ENGINE"), message);
  }

  @Test
  void anUnknownNameIsAnErrorThatListsTheKnown() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Engines.select("gpu", null, null, ALL))
            .getMessage();
    assertEquals(
        "[engine] expected auto or one of metal, cpu, java, mlx-cpu, got 'gpu' (the caller)",
        message);
  }

  @Test
  void autoWithoutAnyUsableEngineGivesEveryReason() {
    String message =
        assertThrows(
                EngineUnavailableException.class,
                () -> Engines.select("auto", null, null, List.of(METAL)))
            .getMessage();
    assertTrue(message.contains("metal: no Metal device"), message);
  }

  @Test
  void theJavaEngineIsAlwaysThere() {
    assertFalse(Engines.all().isEmpty());
    assertEquals("java", Engines.select("java").engine().id());
    assertTrue(Engines.names().containsAll(List.of("auto", "cpu", "java")));
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
    public Network open(NetworkSpec spec) {
      throw new AssertionError("not opened in these tests");
    }
  }
}
