package dev.ferro.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * Chooses this node's engine.
 *
 * <p>Precedence: 1. the caller's id, 2. the system property {@code ferro.engine}, 3. the
 * environment variable {@code FERRO_ENGINE}, 4. automatic.
 *
 * <p>A named engine that cannot run here throws an {@link EngineUnavailableException}. {@code auto}
 * takes the first usable engine of {@link #all()}, and says why it passed over the others. {@code
 * fastest} times every usable engine on the workload.
 */
public final class Engines {
  /** Leaves the choice to the node. */
  public static final String AUTO = "auto";

  /** Times every usable engine and takes the fastest. */
  public static final String FASTEST = "fastest";

  /** System property with the id of this node's engine. */
  public static final String PROPERTY = "ferro.engine";

  /** Environment variable with the id of this node's engine. The property wins. */
  public static final String VARIABLE = "FERRO_ENGINE";

  /** On a Mac, MLX's CPU device is Apple's Accelerate, faster than any kernels of ours. */
  private static final List<String> PREFERENCE =
      Platform.isMac()
          ? List.of("metal", "mlx-cpu", "cpu", "java")
          : List.of("metal", "cuda", "cpu", "java");

  private Engines() {}

  /** Every engine in this build, usable here or not, in order of preference. */
  public static List<Engine> all() {
    return Installed.ENGINES;
  }

  /**
   * All names that {@link #select} takes: {@code auto}, {@code fastest} and the id of each engine
   * in this build.
   */
  public static List<String> names() {
    List<String> names = new ArrayList<>(List.of(AUTO, FASTEST));
    all().forEach(engine -> names.add(engine.id()));
    return names;
  }

  /**
   * The engine to use on this node. {@code fastest} takes seconds, so callers should keep the
   * answer.
   *
   * @param requested an engine id, {@code auto} or {@code fastest}
   * @param workload what {@code fastest} times
   * @throws IllegalArgumentException if no engine has the name
   * @throws EngineUnavailableException when a named engine, or every engine, cannot run here
   */
  public static EngineSelection select(String requested, Workload workload) {
    return select(asked(requested), workload, all());
  }

  /**
   * Whether the choice depends on the workload, because the caller or the node requests {@code
   * fastest}.
   */
  public static boolean isTimed(String requested) {
    return asked(requested).name().equals(FASTEST);
  }

  /** A requested name, and where the request comes from. */
  record Asked(String name, String asker) {
    static Asked of(String requested, String property, String variable) {
      if (requested.equals(AUTO) && isNamed(property)) {
        return new Asked(property, "system property " + PROPERTY);
      }
      if (requested.equals(AUTO) && isNamed(variable)) {
        return new Asked(variable, "environment variable " + VARIABLE);
      }
      return new Asked(requested, "the caller");
    }
  }

  private static Asked asked(String requested) {
    if (requested == null) {
      throw unknown(null, "the caller", all());
    }
    return Asked.of(requested, System.getProperty(PROPERTY), System.getenv(VARIABLE));
  }

  static EngineSelection select(Asked asked, Workload workload, List<Engine> engines) {
    return switch (asked.name()) {
      case AUTO -> firstUsable(engines);
      case FASTEST ->
          Fastest.of(
              engines,
              workload,
              asked.asker(),
              engine -> EngineTimer.rowsPerSecond(engine, workload));
      default -> named(asked.name(), asked.asker(), engines);
    };
  }

  private static boolean isNamed(String name) {
    return name != null && !name.isBlank();
  }

  private static EngineSelection firstUsable(List<Engine> engines) {
    Engine chosen = null;
    Map<String, String> rejected = new LinkedHashMap<>();
    for (Engine engine : engines) {
      if (!PREFERENCE.contains(engine.id())) {
        rejected.put(engine.id(), "only used when named");
      } else if (chosen != null) {
        rejected.put(engine.id(), "comes after " + chosen.id());
      } else {
        Optional<String> reason = engine.unusableReason();
        reason.ifPresent(text -> rejected.put(engine.id(), text));
        chosen = reason.isPresent() ? null : engine;
      }
    }
    if (chosen == null) {
      throw new EngineUnavailableException(
          "[engine] expected an engine that can run here, got none: " + describe(rejected));
    }
    return new EngineSelection(chosen, AUTO, rejected);
  }

  private static EngineSelection named(String name, String asker, List<Engine> engines) {
    Engine chosen =
        engines.stream()
            .filter(engine -> engine.id().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(name, asker, engines));
    chosen.unusableReason().ifPresent(reason -> refuse(name, asker, reason));
    Map<String, String> rejected = new LinkedHashMap<>();
    for (Engine engine : engines) {
      if (engine != chosen) {
        rejected.put(engine.id(), name + " was named");
      }
    }
    return new EngineSelection(chosen, "named by " + asker, rejected);
  }

  private static IllegalArgumentException unknown(String name, String asker, List<Engine> engines) {
    String known = engines.stream().map(Engine::id).collect(Collectors.joining(", "));
    return new IllegalArgumentException(
        "[engine] expected auto, fastest or one of "
            + known
            + ", got "
            + (name == null ? "null" : "'" + name + "'")
            + " ("
            + asker
            + ")");
  }

  private static void refuse(String name, String asker, String reason) {
    throw new EngineUnavailableException(
        "[engine] expected '"
            + name
            + "', named by "
            + asker
            + ", to run here, got: "
            + reason
            + " ("
            + Platform.describe()
            + "; 'auto' takes the best engine that can run)");
  }

  private static String describe(Map<String, String> reasons) {
    return reasons.entrySet().stream()
        .map(e -> e.getKey() + ": " + e.getValue())
        .collect(Collectors.joining("; "));
  }

  /** The engines, found once per process through the class loader of this class. */
  private static final class Installed {
    static final List<Engine> ENGINES =
        ServiceLoader.load(Engine.class, Engine.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparingInt(Installed::rank))
            .toList();

    private static int rank(Engine engine) {
      int rank = PREFERENCE.indexOf(engine.id());
      return rank < 0 ? PREFERENCE.size() : rank;
    }
  }
}
