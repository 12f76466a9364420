package dev.ferro.spark.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Float32 tensors and text in the safetensors format, which {@code mlx.core.load} and Python's
 * safetensors read: an 8-byte length, a JSON header of that length, then the values, all
 * little-endian.
 *
 * @param tensors by name, in file order
 * @param metadata free text by key
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String METADATA = "__metadata__";

  /** The file's bytes. */
  public byte[] encode() {
    ObjectNode header = JSON.createObjectNode();
    ObjectNode texts = header.putObject(METADATA);
    metadata.forEach(texts::put);
    int end = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      ObjectNode tensor = header.putObject(entry.getKey()).put("dtype", "F32");
      ArrayNode shape = tensor.putArray("shape");
      for (long dimension : entry.getValue().shape()) {
        shape.add(dimension);
      }
      int start = end;
      end = Math.addExact(end, Math.multiplyExact(entry.getValue().values().length, Float.BYTES));
      tensor.putArray("data_offsets").add(start).add(end);
    }
    // Readers map the values in place: spaces bring them to a multiple of 8 bytes.
    String json = header.toString();
    byte[] head = (json + " ".repeat(-utf8(json).length & 7)).getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + head.length + end).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(head.length).put(head);
    for (Tensor tensor : tensors.values()) {
      for (float value : tensor.values()) {
        file.putFloat(value);
      }
    }
    return file.array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a file's bytes.
   *
   * @throws IllegalArgumentException saying what is wrong with them
   */
  public static Safetensors decode(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      long length = file.getLong();
      if (length < 2 || length > file.remaining()) {
        throw new IllegalArgumentException(
            "expected a header of 2 to " + file.remaining() + " bytes, got " + length);
      }
      byte[] head = new byte[(int) length];
      file.get(head);
      return decode(JSON.readTree(head), file.slice().order(ByteOrder.LITTLE_ENDIAN));
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("expected at least 8 bytes, got " + bytes.length, e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("expected a JSON header, got: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Safetensors decode(JsonNode header, ByteBuffer data) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : header.properties()) {
      if (entry.getKey().equals(METADATA)) {
        entry.getValue().properties().forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
      } else {
        tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue(), data));
      }
    }
    return new Safetensors(tensors, metadata);
  }

  private static Tensor tensor(String name, JsonNode entry, ByteBuffer data) {
    if (!entry.path("dtype").asText().equals("F32")) {
      throw new IllegalArgumentException(
          "expected float32 in '" + name + "', got " + entry.path("dtype").asText("nothing"));
    }
    long[] shape = new long[entry.path("shape").size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = entry.path("shape").path(i).asLong(-1);
    }
    int count = count(name, shape);
    long start = entry.path("data_offsets").path(0).asLong(-1);
    long end = entry.path("data_offsets").path(1).asLong(-1);
    if (start < 0 || end > data.capacity() || end - start != (long) count * Float.BYTES) {
      throw new IllegalArgumentException(
          "expected "
              + count
              + " values of '"
              + name
              + "' within "
              + data.capacity()
              + " bytes, got the range "
              + start
              + " to "
              + end);
    }
    float[] values = new float[count];
    data.slice((int) start, (int) (end - start))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return Tensor.of(values, shape);
  }

  private static int count(String name, long[] shape) {
    long count = 1;
    for (long dimension : shape) {
      if (dimension < 0 || dimension > Integer.MAX_VALUE || count * dimension > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "expected a shape of fewer than 2^31 values of '"
                + name
                + "', got "
                + Arrays.toString(shape));
      }
      count *= dimension;
    }
    return (int) count;
  }
}
