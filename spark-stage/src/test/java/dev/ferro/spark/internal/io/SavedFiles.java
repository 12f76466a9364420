package dev.ferro.spark.internal.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files of a saved stage, to be damaged as a disk or a person would. */
record SavedFiles(Path folder) {
  /** Replaces the text of the metadata. */
  void metadata(byte[] bytes) throws IOException {
    write(metadataFile(), bytes);
  }

  Path metadataFile() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("metadata"))) {
      List<Path> parts =
          files.filter(file -> file.getFileName().toString().startsWith("part-")).toList();
      return parts.get(0);
    }
  }

  /** Replaces the weights, and makes the checksum fit. */
  void weights(byte[] bytes) throws IOException {
    write(weightsFile(), bytes);
    checksum(Checksum.sha256(bytes) + "  weights.safetensors\n");
  }

  void weights(Map<String, Tensor> tensors, Map<String, String> texts) throws IOException {
    weights(new Safetensors(tensors, texts).encode());
  }

  Path weightsFile() {
    return folder.resolve("weights.safetensors");
  }

  void checksum(String text) throws IOException {
    write(folder.resolve("weights.safetensors.sha256"), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Without the local file system's own checksum, which would notice before Ferro does. */
  static void write(Path file, byte[] bytes) throws IOException {
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    Files.write(file, bytes);
  }
}
