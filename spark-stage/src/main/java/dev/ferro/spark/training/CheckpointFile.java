package dev.ferro.spark.training;

import dev.ferro.engine.TrainingState;
import dev.ferro.spark.io.Checksum;
import dev.ferro.spark.io.Safetensors;
import dev.ferro.spark.io.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A snapshot and the fingerprint of its fit as safetensors, with a checksum of all of it. */
final class CheckpointFile {
  private static final String VERSION = "ferro.checkpoint";
  private static final String SHA256 = "ferro.sha256";
  private static final String FINGERPRINT = "fit.";

  private CheckpointFile() {}

  static byte[] encode(Snapshot snapshot, Fingerprint fingerprint) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    put(tensors, "parameters", snapshot.state().parameters());
    put(tensors, "firstMoment", snapshot.state().firstMoment());
    put(tensors, "secondMoment", snapshot.state().secondMoment());
    put(tensors, "velocity", snapshot.velocity());
    put(tensors, "best", snapshot.best());
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(VERSION, "1");
    texts.put("workers", String.valueOf(snapshot.workers()));
    texts.put("step", String.valueOf(snapshot.state().step()));
    texts.put("losses", text(snapshot.losses()));
    texts.put("validationLosses", text(snapshot.validationLosses()));
    fingerprint.values().forEach((name, value) -> texts.put(FINGERPRINT + name, value));
    texts.put(SHA256, Checksum.sha256(new Safetensors(tensors, texts).encode()));
    return new Safetensors(tensors, texts).encode();
  }

  private static void put(Map<String, Tensor> tensors, String name, float[] values) {
    tensors.put(name, Tensor.of(values, values.length));
  }

  private static String text(double[] values) {
    return Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(" "));
  }

  /**
   * The snapshot.
   *
   * @throws IllegalArgumentException saying what is wrong with the bytes, or whose they are
   */
  static Snapshot decode(byte[] bytes, Fingerprint fingerprint) {
    Safetensors file = Safetensors.decode(bytes);
    Map<String, String> texts = new LinkedHashMap<>(file.metadata());
    if (!"1".equals(texts.get(VERSION))) {
      throw new IllegalArgumentException(
          "expected a checkpoint of version 1, got " + texts.get(VERSION));
    }
    String sha256 = texts.remove(SHA256);
    if (!Checksum.sha256(new Safetensors(file.tensors(), texts).encode()).equals(sha256)) {
      throw new IllegalArgumentException("its SHA-256 differs: cut short or altered");
    }
    Map<String, String> there = new LinkedHashMap<>();
    texts.forEach(
        (name, value) -> {
          if (name.startsWith(FINGERPRINT)) {
            there.put(name.substring(FINGERPRINT.length()), value);
          }
        });
    List<String> differences = fingerprint.differences(there);
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException("of another fit: " + String.join(", ", differences));
    }
    TrainingState state =
        new TrainingState(
            values(file, "parameters"),
            values(file, "firstMoment"),
            values(file, "secondMoment"),
            Long.parseLong(texts.get("step")));
    return new Snapshot(
        Integer.parseInt(texts.get("workers")),
        state,
        values(file, "velocity"),
        values(file, "best"),
        doubles(texts.get("losses")),
        doubles(texts.get("validationLosses")));
  }

  private static float[] values(Safetensors file, String name) {
    return file.tensors().get(name).values();
  }

  private static double[] doubles(String text) {
    return text.isEmpty()
        ? new double[0]
        : Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
