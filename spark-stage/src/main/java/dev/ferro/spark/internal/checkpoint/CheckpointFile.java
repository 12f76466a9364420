package dev.ferro.spark.internal.checkpoint;

import dev.ferro.engine.TrainingState;
import dev.ferro.spark.internal.io.Checksum;
import dev.ferro.spark.internal.io.Safetensors;
import dev.ferro.spark.internal.io.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A snapshot and the fingerprint of its fit as safetensors, with a checksum of everything.
 *
 * @param snapshot the state of the fit
 * @param fingerprint of the fit
 */
record CheckpointFile(Snapshot snapshot, Fingerprint fingerprint) {
  private static final String VERSION = "ferro.checkpoint";
  private static final String NEWEST = "2";
  private static final String SHA256 = "ferro.sha256";
  private static final String FINGERPRINT = "fit.";

  void write(OutputStream out) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    put(tensors, "parameters", snapshot.state().parameters());
    put(tensors, "firstMoment", snapshot.state().firstMoment());
    put(tensors, "secondMoment", snapshot.state().secondMoment());
    put(tensors, "velocity", snapshot.velocity());
    put(tensors, "best", snapshot.best());
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(VERSION, NEWEST);
    texts.put("workers", String.valueOf(snapshot.replicas()));
    texts.put("step", String.valueOf(snapshot.state().step()));
    texts.put("losses", text(snapshot.losses()));
    texts.put("validationLosses", text(snapshot.validationLosses()));
    fingerprint.values().forEach((name, value) -> texts.put(FINGERPRINT + name, value));
    texts.put(SHA256, sha256(new Safetensors(tensors, texts)));
    new Safetensors(tensors, texts).write(out);
  }

  private static void put(Map<String, Tensor> tensors, String name, float[] values) {
    tensors.put(name, Tensor.of(values, values.length));
  }

  private static String text(double[] values) {
    return Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(" "));
  }

  private static String sha256(Safetensors file) throws IOException {
    DigestOutputStream digest =
        new DigestOutputStream(OutputStream.nullOutputStream(), Checksum.digest());
    file.write(digest);
    return Checksum.of(digest.getMessageDigest());
  }

  /**
   * Reads a file.
   *
   * @param length of the file, in bytes
   * @throws IllegalArgumentException if it is damaged. The message says what is wrong
   */
  static CheckpointFile read(InputStream in, long length) throws IOException {
    Safetensors file = Safetensors.read(in, length);
    Map<String, String> texts = new LinkedHashMap<>(file.metadata());
    if (!NEWEST.equals(texts.get(VERSION))) {
      throw new IllegalArgumentException(
          "expected a checkpoint of version " + NEWEST + ", got " + texts.get(VERSION));
    }
    String sha256 = texts.remove(SHA256);
    if (!sha256(new Safetensors(file.tensors(), texts)).equals(sha256)) {
      throw new IllegalArgumentException("its SHA-256 differs: cut short or altered");
    }
    Map<String, String> fingerprint = new LinkedHashMap<>();
    texts.forEach(
        (name, value) -> {
          if (name.startsWith(FINGERPRINT)) {
            fingerprint.put(name.substring(FINGERPRINT.length()), value);
          }
        });
    return new CheckpointFile(snapshot(file), new Fingerprint(fingerprint));
  }

  private static Snapshot snapshot(Safetensors file) {
    float[] parameters = values(file, "parameters", -1);
    TrainingState state =
        new TrainingState(
            parameters,
            values(file, "firstMoment", parameters.length),
            values(file, "secondMoment", parameters.length),
            number(file, "step", 0, Long.MAX_VALUE));
    Snapshot snapshot =
        new Snapshot(
            (int) number(file, "workers", 1, Integer.MAX_VALUE),
            state,
            values(file, "velocity", parameters.length),
            values(file, "best", parameters.length),
            doubles(file, "losses"),
            doubles(file, "validationLosses"));
    int validated = snapshot.validationLosses().length;
    if (validated != 0 && validated != snapshot.epochs()) {
      throw new IllegalArgumentException(
          "expected validation losses of " + snapshot.epochs() + " epochs, got " + validated);
    }
    return snapshot;
  }

  /** The values of a tensor, which is empty or has this length. A negative length allows any. */
  private static float[] values(Safetensors file, String name, int length) {
    Tensor tensor = file.tensors().get(name);
    int got = tensor == null ? -1 : tensor.values().length;
    if (got < 0 || length >= 0 && got != 0 && got != length) {
      throw new IllegalArgumentException(
          "expected "
              + (length < 0 ? "" : length + " ")
              + "values of '"
              + name
              + "', got "
              + (got < 0 ? "none" : got));
    }
    return tensor.values();
  }

  private static String text(Safetensors file, String name) {
    String text = file.metadata().get(name);
    if (text == null) {
      throw new IllegalArgumentException("expected a text for '" + name + "', got none");
    }
    return text;
  }

  private static long number(Safetensors file, String name, long least, long most) {
    String text = text(file, name);
    // Up to 18 digits, so no number overflows.
    long number = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          "expected a whole number of "
              + least
              + " to "
              + most
              + " for '"
              + name
              + "', got '"
              + text
              + "'");
    }
    return number;
  }

  private static double[] doubles(Safetensors file, String name) {
    String text = text(file, name);
    try {
      return text.isEmpty()
          ? new double[0]
          : Arrays.stream(text.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected numbers for '" + name + "', got: " + e.getMessage(), e);
    }
  }
}
