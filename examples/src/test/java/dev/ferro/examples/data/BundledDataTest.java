package dev.ferro.examples.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.examples.job.JobException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundledDataTest {
  @Test
  void digitsAreWhole() {
    List<LabeledRow> rows = Digits.load();
    int[] counts = new int[Digits.CLASSES];
    rows.forEach(row -> counts[(int) row.label()]++);
    assertEquals(1797, rows.size());
    assertArrayEquals(new int[] {178, 182, 177, 183, 181, 182, 181, 179, 174, 180}, counts);
    for (LabeledRow row : rows) {
      assertEquals(64, row.features().size());
      for (double pixel : row.features().toArray()) {
        assertTrue(pixel >= 0 && pixel <= 16 && pixel == Math.rint(pixel));
      }
    }
  }

  @Test
  void diabetesIsWhole() {
    List<LabeledRow> rows = Diabetes.load();
    assertEquals(442, rows.size());
    rows.forEach(row -> assertEquals(10, row.features().size()));
    assertArrayEquals(
        new double[] {59, 2, 32.1, 101, 157, 93.2, 38, 4, 4.8598, 87},
        rows.get(0).features().toArray());
    double mean = rows.stream().mapToDouble(LabeledRow::label).average().orElseThrow();
    assertEquals(152.1335, mean, 1e-4);
  }

  @Test
  void aTableThatIsMissingIsNamed() {
    String message =
        assertThrows(JobException.class, () -> CsvResource.read("none.csv.gz")).getMessage();
    assertTrue(message.contains("none.csv.gz"), message);
  }
}
