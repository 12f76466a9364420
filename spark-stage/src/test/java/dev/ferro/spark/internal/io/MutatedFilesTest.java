package dev.ferro.spark.internal.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.spark.MLPClassificationModel;
import dev.ferro.spark.Models;
import dev.ferro.spark.SparkSuite;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of damaged files, the same each time: loading one gives a model of the same shape, or
 * an IllegalArgumentException that names the file, and takes little memory.
 */
class MutatedFilesTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  /** Allocated by one load, most of it by Hadoop's settings. */
  private static final long BOUND = 32 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Random random = new Random(20240229);

  @TempDir Path folder;
  private SavedFiles files;
  private int loaded;
  private int refused;

  @BeforeEach
  void save() throws IOException {
    TroubledFileSystem.prepare(SUITE.spark().sparkContext().hadoopConfiguration());
    files = new SavedFiles(folder.resolve("model"));
    Models.classifier("mlp", 1, 4, 6, 3).write().save(path());
  }

  /** Without the local file system's own checksums. */
  private String path() {
    return "troubled:" + files.folder();
  }

  @Test
  void mutatedWeights() throws IOException {
    byte[] whole = Files.readAllBytes(files.weightsFile());
    int header = whole.length - 204;
    for (int i = 0; i < 1000; i++) {
      // Mostly within the header, where a mutation can mislead.
      byte[] mutated = mutate(whole, i % 4 == 0 ? whole.length : header);
      files.weights(mutated);
      load("/model/weights.safetensors", mutated);
    }
    assertTrue(loaded > 5 && refused > 500, loaded + " loaded, " + refused + " refused");
  }

  /** The parser alone, which is faster, and takes no more than its small buffers. */
  @Test
  void manyMoreMutatedWeights() throws IOException {
    byte[] whole = Files.readAllBytes(files.weightsFile());
    for (int i = 0; i < 50_000; i++) {
      byte[] mutated = mutate(whole, whole.length - (i % 4 == 0 ? 0 : 204));
      long before = THREADS.getCurrentThreadAllocatedBytes();
      try {
        InputStream in = new ByteArrayInputStream(mutated);
        NetworkSpec spec = WeightsFile.read(in, mutated.length).spec();
        assertEquals("4-6-3", spec.toString());
        loaded++;
      } catch (IllegalArgumentException e) {
        refused++;
      }
      long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertTrue(taken < 1 << 20, () -> taken + " bytes were allocated");
    }
    assertTrue(loaded > 500 && refused > 20_000, loaded + " loaded, " + refused + " refused");
  }

  @Test
  void mutatedFieldsOfTheHeader() throws IOException {
    byte[] whole = Files.readAllBytes(files.weightsFile());
    String json = new String(whole, 8, whole.length - 204 - 8, StandardCharsets.UTF_8);
    String[] parts = json.split("(?<=[\\[\\]{},:])|(?=[\\[\\]{},:])");
    for (int i = 0; i < 1000; i++) {
      String[] changed = parts.clone();
      int at = random.nextInt(parts.length);
      changed[at] =
          switch (random.nextInt(3)) {
            case 0 -> parts[random.nextInt(parts.length)];
            case 1 -> odd();
            default -> "";
          };
      byte[] head = String.join("", changed).getBytes(StandardCharsets.UTF_8);
      byte[] mutated = new byte[8 + head.length + 204];
      for (int b = 0; b < 8; b++) {
        mutated[b] = (byte) ((long) head.length >>> 8 * b);
      }
      System.arraycopy(head, 0, mutated, 8, head.length);
      System.arraycopy(whole, whole.length - 204, mutated, 8 + head.length, 204);
      files.weights(mutated);
      load("/model/weights.safetensors", mutated);
    }
    assertTrue(refused > 500, loaded + " loaded, " + refused + " refused");
  }

  private String odd() {
    String[] odd = {
      "null",
      "-1",
      "0",
      "1e9",
      "2147483647",
      "9223372036854775807",
      "9223372036854775808",
      "\"\"",
      "\"\\u0000\"",
      "true",
      "[]",
      "{}",
      "[[[[",
      "NaN",
      "\"" + "x".repeat(70_000) + "\""
    };
    return odd[random.nextInt(odd.length)];
  }

  @Test
  void mutatedMetadata() throws IOException {
    byte[] whole = Files.readAllBytes(files.metadataFile());
    for (int i = 0; i < 1000; i++) {
      byte[] mutated = mutate(whole, whole.length);
      files.metadata(mutated);
      load("/model/metadata", mutated);
    }
    assertTrue(loaded > 10 && refused > 500, loaded + " loaded, " + refused + " refused");
  }

  @Test
  void mutatedChecksums() throws IOException {
    byte[] whole = Files.readAllBytes(files.folder().resolve("weights.safetensors.sha256"));
    for (int i = 0; i < 300; i++) {
      byte[] mutated = mutate(whole, whole.length);
      SavedFiles.write(files.folder().resolve("weights.safetensors.sha256"), mutated);
      load("/model/weights.safetensors", mutated);
    }
    assertTrue(loaded > 10 && refused > 100, loaded + " loaded, " + refused + " refused");
  }

  /** One to three changes within the first bytes. */
  private byte[] mutate(byte[] whole, int within) {
    byte[] bytes = whole.clone();
    for (int change = random.nextInt(3); change >= 0; change--) {
      int at = random.nextInt(Math.max(1, Math.min(within, bytes.length)));
      bytes =
          switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> inserted(bytes, at, random.nextInt(20));
            case 2 -> removed(bytes, at, random.nextInt(20));
            case 3 -> Arrays.copyOf(bytes, bytes.length + random.nextInt(100));
            default -> flipped(bytes, at);
          };
    }
    return bytes;
  }

  private byte[] flipped(byte[] bytes, int at) {
    if (at < bytes.length) {
      bytes[at] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private byte[] inserted(byte[] bytes, int at, int count) {
    byte[] longer = new byte[bytes.length + count];
    random.nextBytes(longer);
    System.arraycopy(bytes, 0, longer, 0, at);
    System.arraycopy(bytes, at, longer, at + count, bytes.length - at);
    return longer;
  }

  private static byte[] removed(byte[] bytes, int at, int count) {
    int end = Math.min(bytes.length, at + count);
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - (end - at));
    System.arraycopy(bytes, end, shorter, at, bytes.length - end);
    return shorter;
  }

  private void load(String file, byte[] mutated) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      MLPClassificationModel model = MLPClassificationModel.load(path());
      assertEquals("4-6-3", model.network().spec().toString());
      for (float parameter : model.network().parameters()) {
        assertTrue(Float.isFinite(parameter));
      }
      loaded++;
    } catch (IllegalArgumentException e) {
      assertTrue(e.getMessage().contains(file), e::getMessage);
      refused++;
    } catch (Throwable e) {
      fail(new String(mutated, StandardCharsets.ISO_8859_1), e);
    }
    long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(taken < BOUND, () -> taken + " bytes were allocated");
  }
}
