package dev.ferro.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Chooses an engine by timing every one that can run. */
final class Fastest {
  private Fastest() {}

  /**
   * The fastest engine. The selection has the time of each one.
   *
   * @param asker where the request comes from, for the selection
   * @param rowsPerSecond times an engine
   * @throws EngineUnavailableException when none can run, or all fail
   */
  static EngineSelection of(
      List<Engine> engines,
      Workload workload,
      String asker,
      ToDoubleFunction<Engine> rowsPerSecond) {
    Engine fastest = null;
    double best = 0;
    Map<Engine, Double> speeds = new LinkedHashMap<>();
    Map<String, String> rejected = new LinkedHashMap<>();
    for (Engine engine : engines) {
      Optional<String> reason = engine.unusableReason();
      rejected.put(engine.id(), reason.orElse(""));
      if (reason.isPresent()) {
        continue;
      }
      try {
        double speed = rowsPerSecond.applyAsDouble(engine);
        speeds.put(engine, speed);
        if (fastest == null || speed > best) {
          fastest = engine;
          best = speed;
        }
      } catch (RuntimeException e) {
        // Whatever the failure is, another engine computes, and the log names this one.
        rejected.put(engine.id(), "failed while it was timed: " + e.getMessage());
      }
    }
    if (fastest == null) {
      throw new EngineUnavailableException(
          "[engine] expected an engine that can run here, got none: " + rejected);
    }
    speeds.forEach((engine, speed) -> rejected.put(engine.id(), rows(speed)));
    rejected.remove(fastest.id());
    return new EngineSelection(
        fastest, "fastest in " + workload + ", " + rows(best) + ", by " + asker, rejected);
  }

  private static String rows(double perSecond) {
    return String.format(Locale.ROOT, "%.0f rows/s", perSecond);
  }
}
