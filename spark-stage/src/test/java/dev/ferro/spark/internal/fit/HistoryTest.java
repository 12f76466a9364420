package dev.ferro.spark.internal.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.spark.internal.settings.TrainingSettings.Stopping;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final Stopping STOPPING = new Stopping(100, 0.1, 2);

  @Test
  void stallsAfterMoreThanPatienceEpochsWithoutTol() {
    History history = new History();
    double[] losses = {5, 4, 3.95, 3.89};
    int[] left = {3, 3, 2, 1};
    for (int i = 0; i < losses.length; i++) {
      history.add(losses[i], Double.NaN);
      assertEquals(left[i], history.epochsToStall(STOPPING));
      assertFalse(history.hasStalled(STOPPING));
    }
    history.add(3.88, Double.NaN);
    assertTrue(history.hasStalled(STOPPING));
    assertFalse(history.hasStalled(Stopping.after(100)));
    assertEquals(5, history.bestEpoch());
  }

  @Test
  void validationDecidesWhereThereIsOne() {
    History history = new History();
    double[] validation = {3, 2, 2.5, 2.6, 1.95};
    for (int i = 0; i < validation.length; i++) {
      history.add(10 - i, validation[i]);
    }
    assertTrue(history.hasStalled(STOPPING));
    assertEquals(5, history.bestEpoch());
    history.add(0, 1.95);
    assertEquals(5, history.bestEpoch());
  }
}
