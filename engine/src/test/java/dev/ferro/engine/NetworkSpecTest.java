package dev.ferro.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes are counted exactly and refused with the numbers, whatever the widths. */
class NetworkSpecTest {
  private static final int MAX = Integer.MAX_VALUE;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "4-2147483647-2147483647-3; 4611686033459773435 (18446744133839093740 bytes, "
            + "55340232401517281220 with Adam's moments)",
        "4-2147483647-3; 17179869179 (68719476716 bytes",
        // More than a long counts.
        "2147483647-2147483647-2147483647-2147483647; 13835058048839712768 (55340232195358851072"
            + " bytes",
        "46340-46341-1; 2147534623 (8590138492 bytes",
        "2147483638-1; widths of at most 1073741824",
      })
  void whatIsTooLargeIsRefusedWithTheNumbers(String widths, String text) {
    int[] sizes = Arrays.stream(widths.split("-")).mapToInt(Integer::parseInt).toArray();
    String message = refusal(Loss.SQUARED_ERROR, sizes);
    assertTrue(message.startsWith("[spec] expected ") && message.contains(text), message);
    assertTrue(message.contains(widths), message);
  }

  @Test
  void theLargestArePassed() {
    int hidden = 715_827_879;
    assertEquals(MAX - 9, NetworkSpec.of(Loss.SQUARED_ERROR, 1, hidden, 1).parameterCount());
    assertTrue(refusal(Loss.SQUARED_ERROR, 1, hidden + 1, 1).contains("got 2147483641 ("));
    assertEquals(
        1 << 25, NetworkSpec.of(Loss.CROSS_ENTROPY, 1, NetworkSpec.MAX_CLASSES).parameterCount());
    String message = refusal(Loss.CROSS_ENTROPY, 1, NetworkSpec.MAX_CLASSES + 1);
    assertTrue(message.contains("at most 16777216 classes"), message);
  }

  @Test
  void widthsThatAreNone() {
    assertEquals(
        "[spec] expected at least an input and an output width, got none",
        refusal(Loss.SQUARED_ERROR));
    assertEquals(
        "[spec] expected at least an input and an output width, got 3",
        refusal(Loss.SQUARED_ERROR, 3));
    assertEquals(
        "[spec] expected widths of at least 1, got 3-0-2", refusal(Loss.SQUARED_ERROR, 3, 0, 2));
    assertEquals(
        "[spec] expected widths of at least 1, got 3--2147483648",
        refusal(Loss.SQUARED_ERROR, 3, Integer.MIN_VALUE));
  }

  @Test
  void tooManyLayersAreRefusedInAFewWords() {
    for (int layers : new int[] {NetworkSize.MAX_LAYERS + 1, 100_000, 3_000_000}) {
      int[] widths = new int[layers + 1];
      Arrays.fill(widths, 1);
      String message = refusal(Loss.SQUARED_ERROR, widths);
      assertTrue(message.contains("at most 10000 layers, got " + layers), message);
      assertTrue(message.length() < 200, message);
      Arrays.fill(widths, MAX);
      assertTrue(refusal(Loss.SQUARED_ERROR, widths).length() < 400);
      widths[7] = 0;
      assertTrue(refusal(Loss.SQUARED_ERROR, widths).length() < 400);
    }
  }

  @Test
  void offsetsOfManyLayersAreAtHand() {
    int[] widths = new int[NetworkSize.MAX_LAYERS + 1];
    Random random = new Random(1);
    for (int i = 0; i < widths.length; i++) {
      widths[i] = 1 + random.nextInt(20);
    }
    NetworkSpec spec = NetworkSpec.of(Loss.SQUARED_ERROR, widths);
    int offset = 0;
    for (int layer = 0; layer < spec.numLayers(); layer++) {
      assertEquals(offset, spec.weightOffset(layer));
      offset += widths[layer] * widths[layer + 1];
      assertEquals(offset, spec.biasOffset(layer));
      offset += widths[layer + 1];
    }
    assertEquals(offset, spec.parameterCount());
    assertEquals(offset, NetworkSize.of(widths).parameters().intValueExact());
  }

  @Test
  void manyWidthsAreAbbreviatedForPeopleAlone() {
    int[] widths = new int[40];
    Arrays.fill(widths, 128);
    widths[0] = 784;
    widths[39] = 10;
    NetworkSpec spec = NetworkSpec.of(Loss.CROSS_ENTROPY, widths);
    assertEquals(
        "784-128-128-128-128-128-128-128-…-128-128-128-128-128-128-128-10 (40 widths)",
        spec.toString());
    widths[20] = 127;
    NetworkSpec other = NetworkSpec.of(Loss.CROSS_ENTROPY, widths);
    assertEquals(spec.toString(), other.toString());
    assertNotEquals(spec.allWidths(), other.allWidths());
    assertEquals("784-128-10", NetworkSpec.of(Loss.CROSS_ENTROPY, 784, 128, 10).toString());
  }

  @Test
  void sizesAreCountedWithoutTheirWidths() {
    Random random = new Random(2);
    for (int i = 0; i < 200; i++) {
      int hidden = random.nextInt(6);
      int[] widths = new int[hidden + 2];
      Arrays.fill(widths, 1 + random.nextInt(MAX));
      widths[0] = 1 + random.nextInt(MAX);
      widths[hidden + 1] = 1 + random.nextInt(MAX);
      BigInteger expected = BigInteger.ZERO;
      for (int l = 0; l <= hidden; l++) {
        expected =
            expected.add(
                BigInteger.valueOf(widths[l])
                    .add(BigInteger.ONE)
                    .multiply(BigInteger.valueOf(widths[l + 1])));
      }
      assertEquals(expected, NetworkSize.of(widths).parameters());
      int hiddenWidth = hidden == 0 ? 1 : widths[1];
      assertEquals(
          NetworkSize.of(widths),
          NetworkSize.of(widths[0], hiddenWidth, hidden, widths[hidden + 1]));
    }
    NetworkSize most = NetworkSize.of(MAX, MAX, MAX, MAX);
    assertEquals(1L << 31, most.layers());
    assertEquals(new BigInteger("9903520309671356180765605888"), most.parameters());
    assertEquals(most.parameters().shiftLeft(3), most.bytes(1));
    assertFalse(most.toString().contains("E"), most.toString());
  }

  @Test
  void aLossThatTakesNoNumberRefusesOne() {
    for (Loss loss : Loss.values()) {
      NetworkSpec spec = NetworkSpec.of(loss, 3, 2);
      if (loss.parameter().isEmpty()) {
        assertEquals(0, spec.lossParameter());
        assertEquals(loss.name(), spec.lossText());
        assertEquals(
            "[spec] expected no parameter for " + loss + ", got 0.5",
            assertThrows(IllegalArgumentException.class, () -> spec.withLossParameter(0.5))
                .getMessage());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0; delta above 0, got 0.0",
        "-1; delta above 0, got -1.0",
        "NaN; delta above 0, got NaN",
        "1e39; delta above 0, got 1.0E39, which is Infinity in float32",
        "1e-50; delta above 0, got 1.0E-50, which is 0 in float32",
      })
  void aNumberOutOfItsLossesRangeIsRefused(double value, String text) {
    LossParameter delta =
        new LossParameter("delta", "above 0", d -> d > 0 && Double.isFinite(d), 1);
    assertEquals(
        "[spec] expected " + text,
        assertThrows(IllegalArgumentException.class, () -> delta.narrowed(value)).getMessage());
    assertEquals(1.5f, delta.narrowed(1.5));
  }

  /** Checkpoints compare it from one JVM to the next. */
  @Test
  void hashCodesAreTheSameInEveryProcess() {
    assertEquals(
        31 * (31 * "CROSS_ENTROPY".hashCode()) + Arrays.hashCode(new int[] {3, 2}),
        NetworkSpec.of(Loss.CROSS_ENTROPY, 3, 2).hashCode());
  }

  private static String refusal(Loss loss, int... widths) {
    return assertThrows(IllegalArgumentException.class, () -> NetworkSpec.of(loss, widths))
        .getMessage();
  }
}
