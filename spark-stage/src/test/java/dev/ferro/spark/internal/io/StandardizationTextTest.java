package dev.ferro.spark.internal.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.spark.internal.model.Standardization;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardizationTextTest {
  private static final Standardization SOME =
      new Standardization(
          new int[] {0, 7},
          new double[] {1e8 + 1 / 3.0, -1e-300},
          new double[] {4.2e-17, 1e300},
          1.7e9,
          Double.MIN_VALUE);

  @Test
  void everyDigitComesBack() {
    Map<String, String> texts = new LinkedHashMap<>();
    StandardizationText.write(SOME, texts);
    assertEquals(SOME, StandardizationText.read(texts, 8));
    texts.clear();
    StandardizationText.write(Standardization.NONE, texts);
    assertEquals(Map.of(), texts);
    assertTrue(StandardizationText.read(texts, 8).isNone());
  }

  @ParameterizedTest
  @CsvSource({
    "0:1",
    "0:1:2:3",
    "x:1:2",
    "-1:1:2",
    "8:1:2",
    "99999999999:1:2",
    "0:1:2  1:1:2",
    "1:1:1 0:1:1",
    "0:1:1 0:1:1",
    "0:1e999:1",
    "0:NaN:1",
    "0:1:Infinity",
    "0:1-2:1"
  })
  void damagedFeaturesAreRefused(String text) {
    assertThrows(
        IllegalArgumentException.class,
        () -> StandardizationText.read(Map.of("ferro.features", text), 8));
  }

  @ParameterizedTest
  @CsvSource({"1", "1:", "1:2:3", "NaN:1", "1e999:1", "1:0", "1:-1", "''"})
  void damagedLabelsAreRefused(String text) {
    assertThrows(
        IllegalArgumentException.class,
        () -> StandardizationText.read(Map.of("ferro.label", text), 8));
  }
}
