package dev.ferro.spark.internal.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.engine.TrainingState;
import dev.ferro.spark.internal.io.Checksum;
import dev.ferro.spark.internal.io.Safetensors;
import dev.ferro.spark.internal.io.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CheckpointFileTest {
  private static final float[] VALUES = {1, -2, 3};

  private static CheckpointFile sample() {
    TrainingState state = new TrainingState(VALUES, VALUES, VALUES, 12);
    return new CheckpointFile(
        new Snapshot(2, state, new float[0], VALUES, new double[] {0.5, 1e-300}, new double[0]),
        new Fingerprint(Map.of("seed", "3")));
  }

  private static byte[] bytes() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    sample().write(out);
    return out.toByteArray();
  }

  private static CheckpointFile read(byte[] bytes) throws IOException {
    return CheckpointFile.read(new ByteArrayInputStream(bytes), bytes.length);
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    CheckpointFile read = read(bytes());
    assertEquals(Map.of("seed", "3"), read.fingerprint().values());
    assertEquals(2, read.snapshot().replicas());
    assertEquals(12, read.snapshot().state().step());
    assertArrayEquals(VALUES, read.snapshot().best());
    assertArrayEquals(new double[] {0.5, 1e-300}, read.snapshot().losses());
    assertArrayEquals(bytes(), again(read));
  }

  private static byte[] again(CheckpointFile file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    file.write(out);
    return out.toByteArray();
  }

  /** Damage under a new, matching checksum. */
  @Test
  void contentsThatDoNotFitAreNamed() throws IOException {
    refusedText("ferro.checkpoint", "1", "version 2, got 1");
    refusedText("ferro.checkpoint", null, "version 2, got null");
    for (String name : new String[] {"workers", "step", "losses", "validationLosses"}) {
      refusedText(name, null, "'" + name + "', got none");
    }
    refusedText("workers", "x", "whole number of 1 to 2147483647 for 'workers', got 'x'");
    refusedText("workers", "0", "for 'workers', got '0'");
    refusedText("workers", "2147483648", "for 'workers'");
    refusedText("step", "-1", "for 'step', got '-1'");
    refusedText("step", "99999999999999999999", "for 'step'");
    refusedText("losses", "1 x", "expected numbers for 'losses'");
    refusedText("losses", " ", "expected numbers for 'losses'");
    refusedText("validationLosses", "1", "validation losses of 2 epochs, got 1");
    refusedTensor("parameters", null, "values of 'parameters', got none");
    refusedTensor("best", null, "expected 3 values of 'best', got none");
    refusedTensor("firstMoment", new float[2], "expected 3 values of 'firstMoment', got 2");
    refusedTensor("velocity", new float[1], "expected 3 values of 'velocity', got 1");
  }

  private static void refusedText(String name, String value, String cause) throws IOException {
    Safetensors file = Safetensors.decode(bytes());
    Map<String, String> texts = new LinkedHashMap<>(file.metadata());
    if (value == null) {
      texts.remove(name);
    } else {
      texts.put(name, value);
    }
    refused(file.tensors(), texts, cause);
  }

  private static void refusedTensor(String name, float[] values, String cause) throws IOException {
    Safetensors file = Safetensors.decode(bytes());
    Map<String, Tensor> tensors = new LinkedHashMap<>(file.tensors());
    if (values == null) {
      tensors.remove(name);
    } else {
      tensors.put(name, Tensor.of(values, values.length));
    }
    refused(tensors, new LinkedHashMap<>(file.metadata()), cause);
  }

  private static void refused(
      Map<String, Tensor> tensors, Map<String, String> texts, String cause) {
    texts.remove("ferro.sha256");
    texts.put("ferro.sha256", Checksum.sha256(new Safetensors(tensors, texts).encode()));
    byte[] bytes = new Safetensors(tensors, texts).encode();
    String message = assertThrows(IllegalArgumentException.class, () -> read(bytes)).getMessage();
    assertTrue(message.contains(cause), message);
  }

  @Test
  void mutationsAreRefusedOrDoNoHarm() throws IOException {
    Random random = new Random(5);
    byte[] whole = bytes();
    int refused = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] mutated = whole.clone();
      mutated[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      if (i % 5 == 0) {
        mutated = Arrays.copyOf(mutated, random.nextInt(whole.length + 10));
      }
      try {
        assertArrayEquals(whole, again(read(mutated)));
      } catch (IllegalArgumentException | EOFException e) {
        refused++;
      }
    }
    assertTrue(refused > 2_500, "most mutations are refused");
  }
}
