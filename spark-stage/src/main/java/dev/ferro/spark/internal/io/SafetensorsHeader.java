package dev.ferro.spark.internal.io;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The beginning of a safetensors file: an 8-byte little-endian length, then JSON of that length.
 *
 * @param tensors by name, in the order of their values, which have no gaps
 * @param metadata free text by key
 */
record SafetensorsHeader(Map<String, Span> tensors, Map<String, String> metadata) {
  static final String METADATA = "__metadata__";

  /** Room for some 400 000 layers or two million epochs. */
  static final int LONGEST = 1 << 26;

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A tensor's place.
   *
   * @param shape its dimensions, outermost first
   * @param start of its values, in bytes after the header
   * @param end of its values
   */
  record Span(long[] shape, long start, long end) {
    /** Number of values. */
    long count() {
      return (end - start) / Float.BYTES;
    }
  }

  /** The header of tensors with these shapes, one after the other. */
  static SafetensorsHeader of(Map<String, long[]> shapes, Map<String, String> metadata) {
    Map<String, Span> tensors = new LinkedHashMap<>();
    long end = 0;
    for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
      long start = end;
      end = Math.addExact(end, Math.multiplyExact(Tensor.count(entry.getValue()), Float.BYTES));
      tensors.put(entry.getKey(), new Span(entry.getValue(), start, end));
    }
    return new SafetensorsHeader(tensors, metadata);
  }

  /** The bytes that come before the values. */
  byte[] encode() {
    ObjectNode header = JSON.createObjectNode();
    ObjectNode texts = header.putObject(METADATA);
    metadata.forEach(texts::put);
    tensors.forEach(
        (name, span) -> {
          ObjectNode tensor = header.putObject(name).put("dtype", "F32");
          ArrayNode shape = tensor.putArray("shape");
          for (long dimension : span.shape()) {
            shape.add(dimension);
          }
          tensor.putArray("data_offsets").add(span.start()).add(span.end());
        });
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    // Readers map the values in place, so spaces pad the header to a multiple of 8 bytes.
    int padding = -json.length & 7;
    int length = json.length + padding;
    if (length > LONGEST) {
      throw new IllegalArgumentException(
          "expected a header of at most " + LONGEST + " bytes, got " + length);
    }
    return ByteBuffer.allocate(Long.BYTES + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length)
        .put(json)
        .put(" ".repeat(padding).getBytes(StandardCharsets.UTF_8))
        .array();
  }

  /**
   * Reads a header, and leaves the stream at the first value.
   *
   * @param fileLength length of the whole file, in bytes
   * @throws IllegalArgumentException if the header is damaged, or does not match the file's length
   */
  static SafetensorsHeader read(InputStream in, long fileLength) throws IOException {
    byte[] prefix = in.readNBytes(Long.BYTES);
    if (prefix.length < Long.BYTES) {
      throw new IllegalArgumentException("expected at least 8 bytes, got " + prefix.length);
    }
    long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
    long rest = fileLength - Long.BYTES;
    if (length < 2 || length > Math.min(rest, LONGEST)) {
      throw new IllegalArgumentException(
          "expected a header of 2 to " + Math.min(rest, LONGEST) + " bytes, got " + length);
    }
    byte[] json = in.readNBytes((int) length);
    if (json.length < length) {
      throw new IllegalArgumentException("the file ends within its header");
    }
    return HeaderParser.parse(Utf8.decode(json)).arranged(rest - length);
  }

  /** The tensors in the order of their values, which must fill the file. */
  private SafetensorsHeader arranged(long dataLength) {
    List<Map.Entry<String, Span>> sorted =
        tensors.entrySet().stream()
            .sorted(
                Comparator.comparingLong((Map.Entry<String, Span> e) -> e.getValue().start())
                    .thenComparingLong(e -> e.getValue().end()))
            .toList();
    Map<String, Span> arranged = new LinkedHashMap<>();
    long end = 0;
    for (Map.Entry<String, Span> entry : sorted) {
      Span span = entry.getValue();
      if (span.start() != end) {
        throw new IllegalArgumentException(
            "expected the values of "
                + HeaderParser.quote(entry.getKey())
                + " to begin at byte "
                + end
                + ", where the tensor before ends, got "
                + span.start());
      }
      end = span.end();
      arranged.put(entry.getKey(), span);
    }
    if (end != dataLength) {
      throw new IllegalArgumentException(
          "expected "
              + end
              + " bytes of values, as its header says, got "
              + dataLength
              + (dataLength < end ? " (cut short)" : ""));
    }
    return new SafetensorsHeader(arranged, metadata);
  }
}
