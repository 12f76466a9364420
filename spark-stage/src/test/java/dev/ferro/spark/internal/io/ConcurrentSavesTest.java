package dev.ferro.spark.internal.io;

import static dev.ferro.spark.internal.io.SeededModels.model;
import static dev.ferro.spark.internal.io.SeededModels.save;
import static dev.ferro.spark.internal.io.SeededModels.seedOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.spark.SparkSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.spark.ml.util.MLWritable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Saves that meet other saves and loads of one path. */
class ConcurrentSavesTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  @TempDir Path folder;

  @BeforeEach
  void prepare() {
    TroubledFileSystem.prepare(SUITE.spark().sparkContext().hadoopConfiguration());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static Location at(String path) {
    return Location.of("test", path, SUITE.spark());
  }

  private static void saveUnchecked(MLWritable stage, String path) {
    try {
      save(stage, path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As on HDFS, where a rename to a folder that came meanwhile lands inside it. */
  @Test
  void aFolderNeverLandsInAnother() throws IOException {
    String path = "troubled:" + folder.resolve("model");
    Replacement replacement = new Replacement(at(path));
    Location finished = replacement.beside();
    save(model(2), finished.toString());
    AtomicBoolean came = new AtomicBoolean();
    TroubledFileSystem.refuseRenameTo(
        to -> {
          if (to.getName().equals("model") && came.compareAndSet(false, true)) {
            saveUnchecked(model(3), folder.resolve("model").toString());
          }
          return false;
        });
    replacement.moveIn(finished, true);
    assertTrue(came.get());
    assertEquals(2, seedOf(path));
    assertEquals(List.of("model"), names());
    try (Stream<Path> inside = Files.list(folder.resolve("model"))) {
      assertTrue(inside.noneMatch(file -> file.toString().endsWith(".new")));
    }
  }

  @Test
  void aPathThatCameMeanwhileIsNotOverwrittenUnasked() throws IOException {
    for (String scheme : List.of("troubled:", "file:")) {
      String path = scheme + folder.resolve("model" + scheme.length());
      Replacement replacement = new Replacement(at(path));
      Location finished = replacement.beside();
      save(model(2), finished.toString());
      save(model(3), path);
      String message =
          assertThrows(IOException.class, () -> replacement.moveIn(finished, false)).getMessage();
      assertTrue(message.contains("is there since"), message);
      assertEquals(3, seedOf(path));
      assertEquals(2, seedOf(finished.toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:", "troubled:"})
  void fourWritersAndTwoReadersOfOnePathAllSucceed(String scheme) throws Exception {
    String path = scheme + folder.resolve("model");
    save(model(0), path);
    AtomicBoolean saving = new AtomicBoolean(true);
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<Integer>> writers = new ArrayList<>();
      for (int writer = 0; writer < 4; writer++) {
        int first = 10 * writer;
        Callable<Integer> saves =
            () -> {
              for (int i = 0; i < 10; i++) {
                save(model(first + i), path);
              }
              return first + 9;
            };
        writers.add(threads.submit(saves));
      }
      List<Future<Integer>> readers = new ArrayList<>();
      for (int reader = 0; reader < 2; reader++) {
        Callable<Integer> loads =
            () -> {
              int count = 0;
              while (saving.get()) {
                seedOf(path);
                count++;
              }
              return count;
            };
        readers.add(threads.submit(loads));
      }
      List<Integer> last = new ArrayList<>();
      for (Future<Integer> writer : writers) {
        last.add(writer.get(120, TimeUnit.SECONDS));
      }
      saving.set(false);
      for (Future<Integer> reader : readers) {
        assertTrue(reader.get(120, TimeUnit.SECONDS) > 0, "no model was loaded meanwhile");
      }
      assertTrue(last.contains(seedOf(path)), "the last save of one of them wins");
      assertEquals(List.of("model"), names());
      try (Stream<Path> inside = Files.list(folder.resolve("model"))) {
        assertTrue(inside.noneMatch(file -> file.toString().endsWith(".new")), "one lies inside");
      }
    } finally {
      saving.set(false);
      threads.shutdownNow();
      assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS));
    }
  }
}
