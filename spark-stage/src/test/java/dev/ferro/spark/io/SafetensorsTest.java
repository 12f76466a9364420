package dev.ferro.spark.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SafetensorsTest {
  private static Safetensors sample() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("b", Tensor.of(new float[] {1, -2, Float.NaN, 4, 5, 6}, 2, 3));
    tensors.put("a", Tensor.of(new float[] {0.5f}, 1));
    tensors.put("scalar", Tensor.of(new float[] {7}));
    tensors.put("empty", Tensor.of(new float[0], 0, 4));
    return new Safetensors(tensors, Map.of("key", "text with \"quotes\" and ü"));
  }

  @Test
  void whatIsWrittenIsRead() {
    Safetensors file = sample();
    Safetensors read = Safetensors.decode(file.encode());
    assertEquals(file.metadata(), read.metadata());
    assertEquals(
        file.tensors().keySet().stream().toList(), read.tensors().keySet().stream().toList());
    file.tensors()
        .forEach(
            (name, tensor) -> {
              assertArrayEquals(tensor.shape(), read.tensors().get(name).shape(), name);
              assertArrayEquals(tensor.values(), read.tensors().get(name).values(), name);
            });
  }

  @Test
  void valuesAreAligned() {
    long length = ByteBuffer.wrap(sample().encode()).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertEquals(0, length % 8);
  }

  @Test
  void damageIsSaid() {
    byte[] file = sample().encode();
    refused("at least 8 bytes, got 3", Arrays.copyOf(file, 3));
    refused("expected a header", Arrays.copyOf(file, 40));
    refused("values of 'scalar' within", Arrays.copyOf(file, file.length - 1));
    refused("JSON header", withHeader("{\"a\": [}"));
    refused(
        "expected float32 in 'a', got F16",
        withHeader("{\"a\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,2]}}"));
    refused(
        "values of 'a' within",
        withHeader("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}"));
    refused(
        "fewer than 2^31 values of 'a', got [-1]",
        withHeader("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,-4]}}"));
    refused(
        "of 'a'", withHeader("{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,0]}}"));
  }

  private static byte[] withHeader(String json) {
    byte[] header = json.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + header.length + 8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .array();
  }

  private static void refused(String text, byte[] file) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Safetensors.decode(file)).getMessage();
    assertTrue(message.contains(text), message);
  }
}
