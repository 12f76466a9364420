package dev.ferro.spark.internal.io;

import static dev.ferro.spark.internal.io.SeededModels.model;
import static dev.ferro.spark.internal.io.SeededModels.save;
import static dev.ferro.spark.internal.io.SeededModels.seedOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.spark.MLPClassifier;
import dev.ferro.spark.SparkSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Saves that fail or are killed: one whole model can be loaded at any time. */
class SavingTest {
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

  private Path only(String suffix) throws IOException {
    List<String> found = names().stream().filter(name -> name.endsWith(suffix)).toList();
    assertEquals(1, found.size(), () -> String.valueOf(found));
    return folder.resolve(found.get(0));
  }

  @Test
  void aKillBetweenAnyTwoStepsLeavesAWholeModel() throws IOException {
    String path = "troubled:" + folder.resolve("model");
    save(model(1), path);
    TroubledFileSystem.killAfter(Integer.MAX_VALUE);
    save(model(1), path);
    int steps = TroubledFileSystem.steps();
    assertTrue(steps > 10, "a save has many steps, got " + steps);
    boolean sawAside = false;
    for (int step = 0; step < steps; step++) {
      int last = step;
      TroubledFileSystem.killAfter(step);
      assertThrows(TroubledFileSystem.Killed.class, () -> save(model(2), path), () -> "" + last);
      TroubledFileSystem.killAfter(Integer.MAX_VALUE);
      sawAside |= !Files.exists(folder.resolve("model"));
      int seed = seedOf(path);
      assertTrue(seed == 1 || seed == 2, "step " + step + " left " + seed);
      // The next save that ends well clears up, and counts from now on.
      save(model(1), path);
      assertEquals(1, seedOf(path));
      assertTrue(names().stream().noneMatch(name -> name.endsWith(".old")), names()::toString);
    }
    assertTrue(sawAside, "no kill came between the two moves");
  }

  @Test
  void theSameForAnEstimator() throws IOException {
    String path = "troubled:" + folder.resolve("classifier");
    save(new MLPClassifier().setMaxIter(1), path);
    TroubledFileSystem.killAfter(Integer.MAX_VALUE);
    save(new MLPClassifier().setMaxIter(1), path);
    int steps = TroubledFileSystem.steps();
    for (int step = 0; step < steps; step++) {
      TroubledFileSystem.killAfter(step);
      assertThrows(
          TroubledFileSystem.Killed.class, () -> save(new MLPClassifier().setMaxIter(2), path));
      TroubledFileSystem.killAfter(Integer.MAX_VALUE);
      int maxIter = MLPClassifier.load(path).getMaxIter();
      assertTrue(maxIter == 1 || maxIter == 2, "step " + step + " left " + maxIter);
      save(new MLPClassifier().setMaxIter(1), path);
    }
  }

  @Test
  void aRefusedMoveKeepsBothModels() throws IOException {
    String path = "troubled:" + folder.resolve("model");
    save(model(1), path);
    TroubledFileSystem.refuseRenameTo(
        to -> to.getName().equals("model") && to.getParent().getName().equals(folderName()));
    String message = assertThrows(IOException.class, () -> save(model(2), path)).getMessage();
    TroubledFileSystem.prepare(SUITE.spark().sparkContext().hadoopConfiguration());
    // The old one could not be put back either: both are named.
    assertTrue(message.startsWith("[save] could not move "), message);
    assertTrue(message.contains(only(".new").toString()), message);
    Path aside = only(".old");
    assertTrue(message.contains("the one before is kept at troubled:" + aside), message);
    assertEquals(2, seedOf("troubled:" + only(".new")));
    assertEquals(1, seedOf("troubled:" + aside));
    assertEquals(1, seedOf(path), "the reader finds the one that was moved aside");
  }

  private static Location at(String path) {
    return Location.of("test", path, SUITE.spark());
  }

  private String folderName() {
    return folder.getFileName().toString();
  }

  @Test
  void aMoveThatFailsOnceIsMadeGood() throws IOException {
    String path = "troubled:" + folder.resolve("model");
    save(model(1), path);
    AtomicBoolean refused = new AtomicBoolean();
    TroubledFileSystem.refuseRenameTo(
        to -> to.getName().equals("model") && refused.compareAndSet(false, true));
    save(model(2), path);
    assertTrue(refused.get());
    assertEquals(2, seedOf(path));
    assertEquals(List.of("model"), names());
  }

  @Test
  void theModelBeforeIsPutBack() throws IOException {
    String path = "troubled:" + folder.resolve("model");
    save(model(1), path);
    Replacement replacement = new Replacement(at(path));
    Location gone = replacement.beside();
    String message =
        assertThrows(IOException.class, () -> replacement.moveIn(gone, true)).getMessage();
    assertTrue(message.contains("the one before is back in its place"), message);
    assertEquals(1, seedOf(path));
    assertEquals(List.of("model"), names());
  }

  @Test
  void aSaveThatFailsHalfwayLeavesTheOldModelAndNothingElse() throws IOException {
    String path = folder.resolve("model").toString();
    save(model(1), path);
    StageWriter failing =
        new StageWriter(model(2)) {
          @Override
          public void saveImpl(String beside) {
            super.saveImpl(beside);
            throw new UncheckedIOException(new IOException("No space left on device"));
          }
        };
    String message =
        assertThrows(IOException.class, () -> failing.overwrite().save(path)).getMessage();
    assertTrue(message.contains("model: No space left on device"), message);
    assertEquals(1, seedOf(path));
    assertEquals(List.of("model"), names());
  }

  @Test
  void aLinkAFileAndAnEmptyFolderAreReplaced() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Files.writeString(real.resolve("mine"), "kept");
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    save(model(4), link.toString());
    assertEquals(4, seedOf(link.toString()));
    assertEquals("kept", Files.readString(real.resolve("mine")));
    Path file = Files.writeString(folder.resolve("file"), "x");
    save(model(5), file.toString());
    assertEquals(5, seedOf(file.toString()));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    save(model(6), empty.toString());
    assertEquals(6, seedOf(empty.toString()));
    assertEquals(
        List.of("empty", "file", "link", "real"),
        names().stream().filter(n -> !n.endsWith(".crc")).toList());
  }

  @Test
  void theNewestThatWasMovedAsideIsLoaded() throws IOException {
    String path = folder.resolve("model").toString();
    assertNotNull(assertThrows(IllegalArgumentException.class, () -> seedOf(path)));
    for (int seed = 1; seed < 4; seed++) {
      save(model(seed), path);
      Path aside =
          folder.resolve(".model.170000000000" + seed + "-" + new UUID(0, 9 - seed) + ".old");
      Files.move(folder.resolve("model"), aside);
    }
    save(model(7), folder.resolve(".model.1700000000009-mine.old").toString());
    save(model(8), folder.resolve("model.b").toString());
    Files.move(
        folder.resolve("model.b"),
        folder.resolve(".model.b.1700000000009-" + new UUID(0, 1) + ".old"));
    assertEquals(3, seedOf(path));
    assertEquals(8, seedOf(path + ".b"));
  }

  /** No executor takes part, so none can be lost halfway. */
  @Test
  void savingAndLoadingRunNoJob() throws Exception {
    SparkContext spark = SUITE.spark().sparkContext();
    String group = "saving " + UUID.randomUUID();
    spark.setJobGroup(group, "", false);
    try {
      save(model(1), folder.resolve("model").toString());
      assertEquals(1, seedOf(folder.resolve("model").toString()));
      new JavaSparkContext(spark).parallelize(List.of(1)).count();
    } finally {
      spark.clearJobGroup();
    }
    int[] jobs = {};
    while (jobs.length == 0) {
      Thread.sleep(10);
      jobs = spark.statusTracker().getJobIdsForGroup(group);
    }
    assertEquals(1, jobs.length, "only the count's");
  }
}
