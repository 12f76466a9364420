package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A checkpoint that an earlier build wrote is resumed: its format and fingerprint stay the same.
 */
class SavedCheckpointTest {
  private static final String NAME = "epoch-000004.safetensors";

  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  @TempDir Path folder;

  /** The checkpoint was written by a fit with these settings that a full disk cut off. */
  private static MLPClassifier classifier() {
    return new MLPClassifier("saved")
        .setEngine("java")
        .setNumLayers(1)
        .setHiddenDim(3)
        .setBatchSize(32)
        .setStepSize(0.01)
        .setRegParam(0.001)
        .setMaxIter(9)
        .setSeed(5)
        .setNumWorkers(2)
        .setSyncSteps(2)
        .setOuterMomentum(0.5)
        .setValidationFraction(0.2);
  }

  @Test
  void theFitGoesOnToTheSameBits() throws IOException {
    Dataset<Row> data = TestData.rings(SUITE.spark(), 300).cache();
    try (InputStream saved = getClass().getResourceAsStream("/checkpoints/" + NAME)) {
      Files.copy(saved, folder.resolve(NAME));
    }
    MLPClassificationModel whole = classifier().fit(data);
    MLPClassificationModel resumed = classifier().setCheckpointDir(folder.toString()).fit(data);
    assertEquals(4, resumed.summary().resumedEpochs());
    assertArrayEquals(whole.network().parameters(), resumed.network().parameters());
  }
}
