package dev.ferro.spark.internal.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** The metadata of Spark's writer, as JSON: the class of a stage, its uid and its params. */
final class StageMetadata {
  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(20).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final SavedFolder folder;
  private final JsonNode json;

  private StageMetadata(SavedFolder folder, JsonNode json) {
    this.folder = folder;
    this.json = json;
  }

  /**
   * Parses the metadata.
   *
   * @param type the expected stage
   */
  static StageMetadata read(SavedFolder folder, Class<?> type) {
    StageMetadata metadata = new StageMetadata(folder, parse(folder));
    String found = metadata.text("class");
    if (!found.equals(type.getName())) {
      throw folder.refuseMetadata(
          "it is of a "
              + HeaderParser.shown(found)
              + (found.matches("(dev\\.ferro|org\\.apache\\.spark\\.ml)\\.[\\w.]+")
                  ? " (" + found.substring(found.lastIndexOf('.') + 1) + ".load reads it)"
                  : ""),
          null);
    }
    return metadata;
  }

  private static JsonNode parse(SavedFolder folder) {
    try {
      JsonNode json = JSON.readTree(folder.metadata());
      if (!json.isObject()) {
        throw folder.refuseMetadata("expected a JSON object, got " + shown(json), null);
      }
      return json;
    } catch (JsonProcessingException e) {
      throw folder.refuseMetadata(
          "expected JSON, got: " + HeaderParser.shown(e.getOriginalMessage()), e);
    }
  }

  /** The stage's uid. */
  String uid() {
    return text("uid");
  }

  private String text(String field) {
    JsonNode value = json.path(field);
    if (!value.isTextual() || value.asText().isEmpty()) {
      throw folder.refuseMetadata("expected a text for '" + field + "', got " + shown(value), null);
    }
    return value.asText();
  }

  /** Sets the stage's params and their defaults. */
  void applyTo(Params stage) {
    for (Map.Entry<String, JsonNode> entry : section("paramMap").properties()) {
      set(stage, entry, false);
    }
    for (Map.Entry<String, JsonNode> entry : section("defaultParamMap").properties()) {
      set(stage, entry, true);
    }
  }

  private JsonNode section(String name) {
    if (!json.path(name).isObject()) {
      throw folder.refuseMetadata(
          "expected an object for '" + name + "', got " + shown(json.path(name)), null);
    }
    return json.path(name);
  }

  private void set(Params stage, Map.Entry<String, JsonNode> entry, boolean isDefault) {
    String name = HeaderParser.shown(entry.getKey());
    JsonNode value = entry.getValue();
    if (!stage.hasParam(entry.getKey())) {
      throw folder.refuseMetadata(
          "unknown param '" + name + "' (a newer Ferro or Spark may have saved it)", null);
    }
    Param<Object> param = stage.getParam(entry.getKey());
    Shape shape = Shape.of(param);
    if (!shape.fits.test(value)) {
      throw folder.refuseMetadata(
          "expected " + shape.words + " for param '" + name + "', got " + shown(value), null);
    }
    try {
      Object decoded = param.jsonDecode(value.toString());
      if (isDefault) {
        stage.setDefault(param, decoded);
      } else {
        stage.set(param, decoded);
      }
    } catch (RuntimeException e) {
      throw folder.refuseMetadata("param '" + name + "': " + e.getMessage(), e);
    }
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "none" : HeaderParser.shown(value.toString());
  }

  /**
   * The JSON that a kind of param takes. Spark's own decoding would round, cut or cast other
   * values.
   */
  private record Shape(String words, Predicate<JsonNode> fits) {
    static Shape of(Param<?> param) {
      if (param instanceof IntParam) {
        return new Shape("a whole number of 32 bits", JsonNode::isInt);
      }
      if (param instanceof LongParam) {
        return new Shape("a whole number of 64 bits", Shape::isLong);
      }
      if (param instanceof DoubleParam) {
        return new Shape("a number with a point", Shape::isDouble);
      }
      if (param instanceof BooleanParam) {
        return new Shape("true or false", JsonNode::isBoolean);
      }
      if (param instanceof IntArrayParam) {
        return new Shape("whole numbers of 32 bits", value -> all(value, JsonNode::isInt));
      }
      if (param instanceof DoubleArrayParam) {
        return new Shape("numbers with a point", value -> all(value, Shape::isDouble));
      }
      return new Shape("a text", JsonNode::isTextual);
    }

    private static boolean isLong(JsonNode value) {
      return value.isIntegralNumber() && value.canConvertToLong();
    }

    /** Spark writes numbers that JSON does not have as text. */
    private static boolean isDouble(JsonNode value) {
      return value.isDouble() && Double.isFinite(value.doubleValue())
          || value.isTextual() && value.asText().matches("NaN|-?Inf");
    }

    private static boolean all(JsonNode array, Predicate<JsonNode> fits) {
      if (!array.isArray()) {
        return false;
      }
      for (JsonNode value : array) {
        if (!fits.test(value)) {
          return false;
        }
      }
      return true;
    }
  }
}
