package dev.ferro.engine;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.Arrays;

/**
 * Skips a test whose engine cannot run here, unless {@code FERRO_REQUIRED_ENGINES} (ids separated
 * by commas) names it: then the reason is a failure.
 */
public final class RequiredEngines {
  private RequiredEngines() {}

  /** The engine, if it can run here; else the test is skipped or fails. */
  public static Engine require(Engine engine) {
    engine.unusableReason().ifPresent(reason -> skipOrFail(engine.id(), reason));
    return engine;
  }

  private static void skipOrFail(String id, String reason) {
    String required = System.getenv().getOrDefault("FERRO_REQUIRED_ENGINES", "");
    if (Arrays.asList(required.split(",")).contains(id)) {
      fail("engine " + id + " is required here, but: " + reason);
    }
    abort("engine " + id + " cannot run here: " + reason);
  }
}
