package dev.ferro.spark.internal.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
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

  /** MLX writes it so where it saves no metadata. */
  @Test
  void metadataMayBeNull() {
    byte[] file = withHeader("{\"__metadata__\":null,\"a\":" + entry("[2]", "[0,8]") + "}");
    assertEquals(Map.of(), Safetensors.decode(file).metadata());
  }

  @Test
  void damageIsSaid() {
    byte[] file = sample().encode();
    refused("at least 8 bytes, got 3", Arrays.copyOf(file, 3));
    refused("expected a header", Arrays.copyOf(file, 40));
    refused("expected 32 bytes of values", Arrays.copyOf(file, file.length - 1));
    refused("expected 32 bytes of values", Arrays.copyOf(file, file.length + 1));
    refused("JSON", withHeader("{\"a\": }"));
    refused("got an array", withHeader("{\"a\": [}"));
    refused("JSON", withHeader("{\"a\":" + entry("[1]", "[0,4]") + "x"));
    refused("nothing after", withHeader("{\"a\":" + entry("[1]", "[0,4]") + "}{}"));
    refused("an object for the header", withHeader("[]"));
    refused("an object for the header", withHeader("\"ab\""));
    refused("Duplicate field 'a'", withTensors("a", "[1]", "[0,4]", "a", "[1]", "[4,8]"));
    refused("expected an object for 'a', got null", withHeader("{\"a\":null}"));
    refused("metadata__.k, got a whole number", withHeader("{\"__metadata__\":{\"k\":1}}"));
    refused("for __metadata__, got a text", withHeader("{\"__metadata__\":\"k\"}"));
    refused(
        "expected float32 in 'a', got F16",
        withHeader("{\"a\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,2]}}"));
    refused("of 'a'", withHeader("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}"));
    refused("got 'more'", withHeader("{\"a\":{\"more\":1}}"));
  }

  @Test
  void shapesAndOffsetsAreStrict() {
    refused("no negative shape of 'a', got -1", withTensors("a", "[-1]", "[0,-4]"));
    refused("no negative data_offsets of 'a'", withTensors("a", "[1]", "[-4,0]"));
    refused("the range 4 to 0", withTensors("a", "[1]", "[4,0]"));
    refused("the range 0 to 8", withTensors("a", "[1]", "[0,8]"));
    refused("got a text", withTensors("a", "[\"2\"]", "[0,8]"));
    refused("got a fraction", withTensors("a", "[2.0]", "[0,8]"));
    refused("got a boolean", withTensors("a", "[true]", "[0,8]"));
    refused("got null", withTensors("a", "[2]", "[0,null]"));
    refused("got an array", withTensors("a", "[[2]]", "[0,8]"));
    refused("an array for shape of 'a'", withTensors("a", "2", "[0,8]"));
    refused("two data_offsets", withTensors("a", "[2]", "[0,8,16]"));
    refused("fewer than 2^61", withTensors("a", "[4294967296,4294967296,0]", "[0,0]"));
    refused("JSON", withTensors("a", "[99999999999999999999]", "[0,8]"));
    refused("got a fraction", withTensors("a", "[2e0]", "[0,8]"));
    refused("JSON", withTensors("a", "[2]", "[0,NaN]"));
  }

  @Test
  void tensorsFillTheFileWithoutGapOrOverlap() {
    refused("of 'b' to begin at byte 4", withTensors("a", "[1]", "[0,4]", "b", "[1]", "[0,4]"));
    refused("of 'a' to begin at byte 0", withTensors("a", "[1]", "[4,8]"));
    refused("of 'b' to begin at byte 8", withTensors("a", "[2]", "[0,8]", "b", "[1]", "[4,8]"));
    refused("expected 4 bytes of values", withTensors("a", "[1]", "[0,4]"));
    Safetensors turned =
        Safetensors.decode(
            withTensors("a", "[1]", "[4,8]", "b", "[1]", "[0,4]", "none", "[0]", "[0,0]"));
    assertEquals(List.of("none", "b", "a"), List.copyOf(turned.tensors().keySet()));
  }

  @Test
  void otherEncodingsOfTheHeaderAreRefused() {
    String json = "{\"a\":" + entry("[2]", "[0,8]") + "}";
    for (String name : List.of("UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE")) {
      refused("JSON", withHeader(json.getBytes(Charset.forName(name))));
    }
    refused("UTF-8", withHeader(new byte[] {'{', '"', (byte) 0xff, '"', '}'}));
    refused("UTF-8", withHeader("{\"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** What the header says is compared with the length before anything is allocated for it. */
  @Test
  void lengthsAreComparedBeforeAnythingIsAllocated() throws IOException {
    byte[] small = withTensors("a", "[2]", "[0,8]");
    refused("got 4294967304", small, small.length + (1L << 32));
    byte[] large = withTensors("a", "[1073741824]", "[0,4294967296]");
    refused("expected 4294967296 bytes of values", large, large.length);
    byte[] header = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 40).array();
    refused("expected a header of 2 to", header, 1L << 41);
  }

  @Test
  void manyParametersDoNotOverflow() throws IOException {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put("a", new long[] {1 << 15, 1 << 15});
    shapes.put("b", new long[] {3});
    byte[] head = SafetensorsHeader.of(shapes, Map.of()).encode();
    SafetensorsHeader read =
        SafetensorsHeader.read(new ByteArrayInputStream(head), head.length + (1L << 32) + 12);
    assertEquals(1L << 32, read.tensors().get("b").start());
    assertEquals(1L << 30, read.tensors().get("a").count());
  }

  private static String entry(String shape, String offsets) {
    return "{\"dtype\":\"F32\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}";
  }

  /** Names, shapes and offsets, by threes. */
  private static byte[] withTensors(String... parts) {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < parts.length; i += 3) {
      json.append(i == 0 ? "" : ",").append('"').append(parts[i]).append("\":");
      json.append(entry(parts[i + 1], parts[i + 2]));
    }
    return withHeader(json + "}");
  }

  private static byte[] withHeader(String json) {
    return withHeader(json.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] withHeader(byte[] header) {
    return ByteBuffer.allocate(8 + header.length + 8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .array();
  }

  private static void refused(String text, byte[] file) {
    refused(text, file, file.length);
  }

  private static void refused(String text, byte[] file, long length) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Safetensors.read(new ByteArrayInputStream(file), length))
            .getMessage();
    assertTrue(message.contains(text), message);
  }
}
