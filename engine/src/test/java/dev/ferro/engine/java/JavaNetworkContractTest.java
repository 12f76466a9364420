package dev.ferro.engine.java;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ferro.engine.Engine;
import dev.ferro.engine.EngineException;
import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkContractTest;
import dev.ferro.engine.NetworkSpec;
import org.junit.jupiter.api.Test;

class JavaNetworkContractTest extends NetworkContractTest {
  @Override
  protected Engine engine() {
    return new JavaEngine();
  }

  @Test
  void moreThanTheHeapHoldsIsAnErrorOfTheTaskNotOfTheJvm() {
    NetworkSpec spec = NetworkSpec.of(Loss.SQUARED_ERROR, 1, 40_000, 40_000, 1);
    assumeTrue(Runtime.getRuntime().maxMemory() < 32e9, "the heap is huge");
    String message =
        assertThrows(EngineException.class, () -> new JavaEngine().open(spec)).getMessage();
    assertTrue(message.startsWith("[open] expected a heap with room for 3"), message);
    assertTrue(message.contains("1-40000-40000-1") && message.contains("-Xmx"), message);
  }
}
