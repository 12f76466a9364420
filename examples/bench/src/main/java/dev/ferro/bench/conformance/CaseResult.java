package dev.ferro.bench.conformance;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ferro.engine.Batch;
import dev.ferro.engine.Engine;
import dev.ferro.engine.Network;
import dev.ferro.engine.TrainingState;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The result of one engine on one case.
 *
 * @param name name of the case
 * @param engine id of the engine
 * @param deviations by what was computed: logits, loss, gradient, and each optimizer's name
 */
record CaseResult(
    @JsonProperty("case") String name,
    @JsonProperty("engine") String engine,
    @JsonProperty("deviations") Map<String, Double> deviations) {
  /** What float32 allows: float64 agrees with every golden case to 5e-6. */
  static final String TOLERANCE_TEXT = "2e-5";

  static final double TOLERANCE = Double.parseDouble(TOLERANCE_TEXT);

  static final String LOGITS = "logits";
  static final String LOSS = "loss";
  static final String GRADIENT = "gradient";

  /**
   * Computes a case with an engine.
   *
   * @throws RuntimeException when the engine fails
   */
  static CaseResult of(GoldenCase golden, Engine engine) {
    Map<String, Double> deviations = new LinkedHashMap<>();
    try (Network network = engine.open(golden.spec())) {
      TrainingState start = TrainingState.initial(golden.start());
      network.setState(start);
      deviations.put(LOGITS, Deviation.of(logits(golden, network), golden.expected().logits()));
      float[] gradient = new float[golden.spec().parameterCount()];
      double loss = network.lossAndGradient(golden.weighted(), gradient).mean();
      deviations.put(LOSS, Deviation.of(new float[] {(float) loss}, golden.expected().loss()));
      deviations.put(GRADIENT, Deviation.of(golden.spec(), gradient, golden.expected().gradient()));
    }
    golden
        .trained()
        .forEach(
            (name, trained) -> {
              float[] parameters = train(golden, engine, trained);
              deviations.put(name, Deviation.of(golden.spec(), parameters, trained.parameters()));
            });
    return new CaseResult(golden.name(), engine.id(), deviations);
  }

  private static float[] logits(GoldenCase golden, Network network) {
    float[] logits = new float[golden.expected().logits().length];
    FloatBuffer scores = Batch.allocate(logits.length);
    network.predict(golden.unweighted().features(), golden.rows(), scores);
    scores.get(0, logits);
    return logits;
  }

  private static float[] train(GoldenCase golden, Engine engine, GoldenCase.Trained trained) {
    try (Network network = engine.open(golden.spec())) {
      network.setState(TrainingState.initial(golden.start()));
      Batch rows = golden.unweighted();
      for (int pass = 0; pass < golden.schedule().passes(); pass++) {
        network.train(rows, golden.schedule().batchSize(), trained.optimizer());
      }
      return network.state().parameters();
    }
  }

  /** Whether a deviation is within the tolerance. NaN is not. */
  static boolean isWithin(double deviation) {
    return deviation <= TOLERANCE;
  }

  /** Whether all deviations are within the tolerance. */
  @JsonProperty("passed")
  boolean passed() {
    return deviations.values().stream().allMatch(CaseResult::isWithin);
  }

  /** The largest deviation. NaN counts as the largest of all. */
  double largest() {
    return Collections.max(deviations.values());
  }
}
