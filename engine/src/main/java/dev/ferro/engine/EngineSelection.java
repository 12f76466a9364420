package dev.ferro.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The engine chosen on this node, and why each other engine was not chosen.
 *
 * @param engine the choice
 * @param why {@code auto}, or what named the engine
 * @param rejected reasons by engine id, in order of preference, unmodifiable
 */
public record EngineSelection(Engine engine, String why, Map<String, String> rejected) {
  /** Creates a selection with a copy of the reasons. */
  public EngineSelection {
    rejected = Collections.unmodifiableMap(new LinkedHashMap<>(rejected));
  }

  /** One line for the log: {@code cpu: AVX2 kernels (auto; linux amd64); not java: …}. */
  @Override
  public String toString() {
    String others =
        rejected.entrySet().stream()
            .map(e -> "; not " + e.getKey() + ": " + e.getValue())
            .collect(Collectors.joining());
    return engine.id()
        + ": "
        + engine.description()
        + " ("
        + why
        + "; "
        + Platform.describe()
        + ")"
        + others;
  }
}
