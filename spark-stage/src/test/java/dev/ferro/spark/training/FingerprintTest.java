package dev.ferro.spark.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static List<String> differences(String there, int... hidden) {
    return new Fingerprint(Map.of()).withHidden(hidden).differences(Map.of("layers", there));
  }

  @Test
  void hiddenLayersAreComparedWithThoseOfAllLayers() {
    assertEquals(List.of(), differences("4-8-8-3", 8, 8));
    assertEquals(List.of(), differences("4-3"));
    assertEquals(List.of("hidden layers is 8-8 there and 9-9 here"), differences("4-8-8-3", 9, 9));
    assertEquals(List.of("hidden layers is 8 there and  here"), differences("4-8-3"));
    assertEquals(
        List.of("hidden layers is null there and 8 here"),
        new Fingerprint(Map.of()).withHidden(8).differences(Map.of()));
  }
}
