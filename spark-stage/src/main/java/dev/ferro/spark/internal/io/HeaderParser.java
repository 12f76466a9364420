package dev.ferro.spark.internal.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.ferro.spark.internal.io.SafetensorsHeader.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Parses the JSON of a {@link SafetensorsHeader} strictly, token by token. The memory it needs is
 * bounded by the header's length, even if the header is hostile.
 */
final class HeaderParser {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Names of one file are not cached for the next.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(SafetensorsHeader.LONGEST).build())
          .build();

  private static final int SHOWN = 60;

  private final JsonParser json;
  private final Map<String, Span> tensors = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private HeaderParser(JsonParser json) {
    this.json = json;
  }

  /**
   * Parses the header. The tensors stay in the order of the JSON. An IllegalArgumentException says
   * what is wrong.
   */
  static SafetensorsHeader parse(String text) {
    try (JsonParser json = JSON.createParser(text)) {
      return new HeaderParser(json).header();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "expected a header in JSON, got: " + shown(e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SafetensorsHeader header() throws IOException {
    require(json.nextToken(), JsonToken.START_OBJECT, "the header");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals(SafetensorsHeader.METADATA)) {
        readMetadata();
      } else {
        tensors.put(name, tensor(quote(name)));
      }
    }
    require(json.currentToken(), JsonToken.END_OBJECT, "the header");
    if (json.nextToken() != null) {
      throw new IllegalArgumentException("expected nothing after the header's JSON");
    }
    return new SafetensorsHeader(tensors, metadata);
  }

  private void readMetadata() throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return; // MLX writes null if there is no metadata.
    }
    require(json.currentToken(), JsonToken.START_OBJECT, SafetensorsHeader.METADATA);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      require(
          json.nextToken(), JsonToken.VALUE_STRING, SafetensorsHeader.METADATA + "." + shown(name));
      metadata.put(name, json.getText());
    }
  }

  private Span tensor(String name) throws IOException {
    require(json.currentToken(), JsonToken.START_OBJECT, name);
    String type = null;
    long[] shape = null;
    long[] offsets = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "dtype" -> {
          require(json.currentToken(), JsonToken.VALUE_STRING, "dtype of " + name);
          type = json.getText();
        }
        case "shape" -> shape = wholeNumbers("shape of " + name);
        case "data_offsets" -> offsets = wholeNumbers("data_offsets of " + name);
        default ->
            throw new IllegalArgumentException(
                "expected dtype, shape and data_offsets of " + name + ", got " + quote(field));
      }
    }
    if (type == null || shape == null || offsets == null || offsets.length != 2) {
      throw new IllegalArgumentException("expected dtype, shape and two data_offsets of " + name);
    }
    if (!type.equals("F32")) {
      throw new IllegalArgumentException("expected float32 in " + name + ", got " + shown(type));
    }
    return span(name, shape, offsets[0], offsets[1]);
  }

  private static Span span(String name, long[] shape, long start, long end) {
    long bytes;
    try {
      bytes = Math.multiplyExact(Tensor.count(shape), Float.BYTES);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "expected a shape of fewer than 2^61 values of " + name + ", got " + text(shape), e);
    }
    if (start > end || end - start != bytes) {
      throw new IllegalArgumentException(
          "expected "
              + bytes
              + " bytes of "
              + name
              + " for its shape "
              + text(shape)
              + ", got the range "
              + start
              + " to "
              + end);
    }
    return new Span(shape, start, end);
  }

  private long[] wholeNumbers(String what) throws IOException {
    require(json.currentToken(), JsonToken.START_ARRAY, what);
    LongStream.Builder values = LongStream.builder();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      require(json.currentToken(), JsonToken.VALUE_NUMBER_INT, what);
      long value = json.getLongValue();
      if (value < 0) {
        throw new IllegalArgumentException("expected no negative " + what + ", got " + value);
      }
      values.add(value);
    }
    return values.build().toArray();
  }

  private static void require(JsonToken got, JsonToken expected, String what) {
    if (got != expected) {
      throw new IllegalArgumentException(
          "expected " + word(expected) + " for " + what + ", got " + word(got));
    }
  }

  private static String word(JsonToken token) {
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case START_OBJECT, END_OBJECT -> "an object";
      case START_ARRAY, END_ARRAY -> "an array";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT -> "a whole number";
      case VALUE_NUMBER_FLOAT -> "a fraction";
      case VALUE_NULL -> "null";
      default -> "a boolean";
    };
  }

  private static String text(long[] shape) {
    return shown(Arrays.toString(shape));
  }

  static String quote(String name) {
    return "'" + shown(name) + "'";
  }

  /** The beginning of a text, for messages. */
  static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
