package dev.ferro.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.when;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Fits that are cut off, here by a full disk, go on from their checkpoint. */
class CheckpointTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  @TempDir Path folder;
  private Dataset<Row> data;

  @BeforeEach
  void prepare() {
    data = TestData.rings(SUITE.spark(), 300).cache();
  }

  private MLPClassifier classifier() {
    return new MLPClassifier()
        .setEngine("java")
        .setHiddenDim(8)
        .setBatchSize(32)
        .setStepSize(0.01)
        .setMaxIter(9)
        .setNumWorkers(2)
        .setSyncSteps(2)
        .setOuterMomentum(0.5)
        .setValidationFraction(0.2)
        .setCheckpointDir(folder.toString())
        .setCheckpointInterval(2);
  }

  /** Fits until the disk has no room for the third checkpoint, that of epoch 6. */
  private String cutOff(MLPClassifier classifier) {
    FullDisk.prepare(SUITE.spark().sparkContext().hadoopConfiguration(), 2);
    MLPClassifier failing = classifier.copy(classifier.extractParamMap());
    failing.setCheckpointDir("full://" + folder);
    return assertThrows(UncheckedIOException.class, () -> failing.fit(data)).getMessage();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFullDiskIsSaidAndTheCheckpointBeforeKept() throws IOException {
    String message = cutOff(classifier());
    assertTrue(message.contains("[checkpoint] could not write full:"), message);
    assertTrue(message.contains("epoch-000006.safetensors; kept: full:"), message);
    assertTrue(message.contains("epoch-000004.safetensors: "), message);
    assertTrue(message.contains("No space left on device"), message);
    assertEquals(List.of("epoch-000004.safetensors"), files());
  }

  @Test
  void aFitThatGoesOnEndsWithTheSameBits() throws IOException {
    MLPClassificationModel whole = classifier().setCheckpointDir("").fit(data);
    cutOff(classifier());
    Files.createFile(folder.resolve(".epoch-000006.safetensors." + new UUID(0, 1) + ".new"));
    MLPClassificationModel resumed = classifier().fit(data);
    assertArrayEquals(whole.network().parameters(), resumed.network().parameters());
    assertEquals(4, resumed.summary().resumedEpochs());
    assertEquals(9, resumed.summary().totalIterations());
    assertTrue(resumed.summary().toString().contains("resumed after epoch 4"));
    assertArrayEquals(whole.summary().lossHistory(), resumed.summary().lossHistory());
    assertArrayEquals(
        whole.summary().validationLossHistory(), resumed.summary().validationLossHistory());
    assertEquals(List.of(), files().stream().filter(name -> !name.endsWith(".crc")).toList());
  }

  @Test
  void aFitMayGoOnForLongerButNotForLess() {
    cutOff(classifier());
    String message =
        assertThrows(IllegalArgumentException.class, () -> classifier().setMaxIter(3).fit(data))
            .getMessage();
    assertTrue(message.contains("after 4 epochs, more than the maxIter of 3"), message);
    MLPClassificationModel longer = classifier().setMaxIter(11).fit(data);
    assertEquals(4, longer.summary().resumedEpochs());
    assertArrayEquals(
        classifier().setMaxIter(11).setCheckpointDir("").fit(data).network().parameters(),
        longer.network().parameters());
  }

  @Test
  void otherSettingsAreRefusedByName() {
    cutOff(classifier());
    refused(classifier().setBatchSize(16), data, "batchSize is 32 there and 16 here");
    refused(classifier().setSeed(3), data, "seed is ");
    refused(classifier().setStepSize(0.02), data, "stepSize is 0.01 there and 0.02 here");
    refused(classifier().setHiddenDim(9), data, "hidden layers is 8-8 there and 9-9 here");
    refused(classifier().setSolver("adam"), data, "solver is ADAMW there and ADAM here");
    refused(classifier().setNumWorkers(3), data, "numWorkers is 2 there and 3 here");
    refused(classifier().setSyncSteps(0), data, "syncSteps is 2 there and 0 here");
    refused(classifier().setValidationFraction(0.5), data, "validationFraction is 0.2 there");
  }

  /** Rows that fail when they are read. */
  private Dataset<Row> unreadable() {
    return data.withColumn("label", raise_error(lit("rows were read")).cast("double"));
  }

  @Test
  void otherSettingsAreRefusedBeforeARowIsRead() throws IOException {
    cutOff(classifier());
    refused(classifier().setBatchSize(16), unreadable(), "batchSize is 32 there and 16 here");
    refused(classifier().setSeed(3), unreadable(), "seed is ");
    refused(classifier().setNumWorkers(3), unreadable(), "numWorkers is 2 there and 3 here");
    refused(classifier().setHiddenDim(9), unreadable(), "hidden layers is 8-8 there and 9-9 here");
    refused(classifier().setValidationFraction(0.5), unreadable(), "validationFraction is 0.2 ");
    refused(classifier().setMaxIter(3), unreadable(), "more than the maxIter of 3");
    Path file = folder.resolve("epoch-000004.safetensors");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
    refused(classifier(), unreadable(), "expected a header of 2 to 92 bytes");
  }

  @Test
  void aFolderThatCannotBeUsedIsRefusedBeforeARowIsRead() throws IOException {
    String file = Files.createFile(folder.resolve("file")).toString();
    for (String path : List.of(file, file + "/in", "/proc/self/ferro", "foo://x/y", "s3a://x/y")) {
      MLPClassifier classifier = classifier().setCheckpointDir(path);
      String message =
          assertThrows(IllegalArgumentException.class, () -> classifier.fit(unreadable()))
              .getMessage();
      assertTrue(message.startsWith("[checkpointDir] expected a "), message);
      assertTrue(message.contains(path), message);
    }
    String message =
        assertThrows(Exception.class, () -> classifier().fit(unreadable())).getMessage();
    assertTrue(message.contains("rows were read"), message);
    assertEquals(List.of("file"), files(), "the probe is gone");
  }

  @Test
  void aCheckpointThatAKilledFitHadMovedAsideCounts() throws IOException {
    cutOff(classifier());
    Files.move(
        folder.resolve("epoch-000004.safetensors"),
        folder.resolve(".epoch-000004.safetensors.1700000000000-" + new UUID(0, 1) + ".old"));
    assertEquals(4, classifier().fit(data).summary().resumedEpochs());
    assertEquals(List.of(), files().stream().filter(name -> !name.endsWith(".crc")).toList());
  }

  @Test
  void theNewestIsThatOfTheLatestEpochAndNamesDoNotFollowTheLocale() throws IOException {
    cutOff(classifier());
    Path four = folder.resolve("epoch-000004.safetensors");
    for (String name : List.of("epoch-999999", "epoch-1000000", "epoch-x", "epoch-\u0661\u0662")) {
      Files.write(folder.resolve(name + ".safetensors"), new byte[0]);
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> classifier().fit(data)).getMessage();
    assertTrue(message.contains("epoch-1000000.safetensors: "), message);
    for (String name : List.of("epoch-999999", "epoch-1000000", "epoch-x", "epoch-\u0661\u0662")) {
      Files.delete(folder.resolve(name + ".safetensors"));
    }
    Files.delete(four);
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertEquals("\u0661", String.format("%d", 1));
      cutOff(classifier());
      assertEquals(List.of("epoch-000004.safetensors"), files());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void otherDataAreRefused() {
    cutOff(classifier());
    refused(classifier(), data.where(col("id").notEqual(7)), "the data are others");
    Dataset<Row> changed =
        data.withColumn("weight", when(col("id").equalTo(7), 2).otherwise(col("weight")));
    refused(classifier().setWeightCol("weight"), changed, "the data are others");
  }

  private static void refused(MLPClassifier classifier, Dataset<Row> data, String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> classifier.fit(data)).getMessage();
    assertTrue(message.contains("epoch-000004.safetensors: "), message);
    assertTrue(message.contains(text), message);
  }

  @Test
  void aDamagedCheckpointIsNamed() throws IOException {
    cutOff(classifier());
    Path file = folder.resolve("epoch-000004.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    byte[] altered = bytes.clone();
    altered[altered.length - 5] ^= 1;
    Files.write(file, altered);
    refused(classifier(), data, "its SHA-256 differs: cut short or altered");
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    refused(classifier(), data, "epoch-000004.safetensors: ");
    Files.write(file, new byte[0]);
    refused(classifier(), data, "epoch-000004.safetensors: expected at least 8 bytes, got 0");
    Files.write(file, bytes);
    assertEquals(4, classifier().fit(data).summary().resumedEpochs());
  }

  @Test
  void divergenceKeepsTheLastCheckpoint() throws IOException {
    MLPRegressor diverging =
        new MLPRegressor()
            .setEngine("java")
            .setNumLayers(0)
            .setSolver("sgd")
            .setMomentum(0)
            .setStepSize(1000)
            .setBatchSize(1000)
            .setMaxIter(50)
            .setPatience(50)
            .setCheckpointDir(folder.toString())
            .setCheckpointInterval(1);
    Dataset<Row> waves = TestData.waves(SUITE.spark(), 300);
    String message =
        assertThrows(ArithmeticException.class, () -> diverging.fit(waves)).getMessage();
    assertTrue(message.contains("with stepSize 1000.0"), message);
    List<String> kept = files().stream().filter(name -> name.startsWith("epoch-")).toList();
    assertEquals(1, kept.size());
    int epoch = Integer.parseInt(message.replaceAll("(?s).*in epoch (\\d+) .*", "$1"));
    assertEquals(String.format(Locale.ROOT, "epoch-%06d.safetensors", epoch - 1), kept.get(0));

    // Without checkpoints several epochs are trained in a job, and only the losses of each are
    // known:
    // weights that its last step made infinite make the next one's NaN.
    String together =
        assertThrows(ArithmeticException.class, () -> diverging.setCheckpointDir("").fit(waves))
            .getMessage();
    assertTrue(
        together.contains("in epoch " + epoch + " ")
            || together.contains("loss NaN in epoch " + (epoch + 1) + " "),
        together);
  }

  @Test
  void aFolderThatCannotBeMadeIsSaidAtOnce() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    MLPClassifier classifier = classifier().setCheckpointDir(file.resolve("in").toString());
    String message =
        assertThrows(IllegalArgumentException.class, () -> classifier.fit(data)).getMessage();
    assertTrue(message.startsWith("[checkpointDir] expected a folder"), message);
  }
}
