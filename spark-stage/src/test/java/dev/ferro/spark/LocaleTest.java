package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Numbers in files, names, messages and summaries do not follow the language of the machine. */
class LocaleTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private final Locale before = Locale.getDefault();
  @TempDir Path folder;

  /** Its digits are Arabic, its decimal sign is no point. */
  @BeforeEach
  void speakArabic() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    assertNotEquals("1.5", String.format("%.1f", 1.5), "a locale that shows");
  }

  @AfterEach
  void speakAsBefore() {
    Locale.setDefault(before);
  }

  @Test
  void aFitSavesAndTellsTheSame() throws Exception {
    Dataset<Row> data = TestData.rings(SUITE.spark(), 200).cache();
    MLPClassifier classifier =
        new MLPClassifier("stage")
            .setEngine("java")
            .setHiddenDim(4)
            .setMaxIter(5)
            .setValidationFraction(0.2)
            .setCheckpointInterval(2);
    FullDisk.prepare(SUITE.spark().sparkContext().hadoopConfiguration(), 1);
    classifier.setCheckpointDir("full://" + folder);
    plain(assertThrows(UncheckedIOException.class, () -> classifier.fit(data)).getMessage());
    plain(names(folder));

    MLPClassificationModel model = classifier.setCheckpointDir(folder.toString()).fit(data);
    assertEquals(2, model.summary().resumedEpochs());
    plain(model.summary().toString());
    plain(model.toString());
    plain(model.explainParams());
    Path saved = folder.resolve("model");
    model.write().save(saved.toString());
    plain(names(saved));
    try (Stream<Path> files = Files.list(saved.resolve("metadata"))) {
      for (Path file :
          files.filter(each -> each.getFileName().toString().startsWith("part-")).toList()) {
        plain(Files.readString(file));
      }
    }
    assertArrayEquals(
        model.network().parameters(),
        MLPClassificationModel.load(saved.toString()).network().parameters());
  }

  /** But for the parts of the metadata: Spark itself names those. */
  private static String names(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.contains("part-"))
          .collect(Collectors.joining(" "));
    }
  }

  /** There are digits, and all of them are 0 to 9. */
  private static void plain(String text) {
    assertTrue(text.chars().anyMatch(Character::isDigit), text);
    assertTrue(text.chars().filter(Character::isDigit).allMatch(digit -> digit <= '9'), text);
  }
}
