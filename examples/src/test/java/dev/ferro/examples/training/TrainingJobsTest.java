package dev.ferro.examples.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ferro.examples.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs as a user runs them, on Spark in this JVM. */
class TrainingJobsTest {
  @TempDir private Path folder;

  @Test
  void digitsAreToldApart() throws IOException {
    JsonNode figures = run("train-digits", "local[2]");
    assertTrue(figures.get("accuracy").asDouble() >= 0.97, figures.toString());
    assertEquals("local[2]", figures.get("master").asText());
    assertEquals(1438, figures.get("rows").asInt());
    assertEquals(359, figures.get("heldOutRows").asInt());
  }

  @Test
  void diabetesIsForetold() throws IOException {
    JsonNode figures = run("train-diabetes", "local[2]");
    assertTrue(figures.get("r2").asDouble() >= 0.38, figures.toString());
    assertEquals(5, figures.get("r2OfSplits").size());
  }

  @Test
  void mnistIsRecognized() throws IOException {
    String data = System.getenv("FERRO_MNIST_DIR");
    assumeTrue(data != null, "FERRO_MNIST_DIR names no folder with MNIST's files");
    JsonNode figures = run("train-mnist", "local[1]", "--data", data);
    assertTrue(figures.get("accuracy").asDouble() >= 0.95, figures.toString());
  }

  @Test
  void paramsReachTheStage() throws IOException {
    JsonNode figures =
        run(
            "train-digits",
            "local[2]",
            "--layers",
            "64,8,10",
            "--max-iter",
            "2",
            "--engine",
            "java",
            "--num-workers",
            "2");
    assertEquals("[64,8,10]", figures.get("layers").toString());
    assertEquals(2, figures.get("epochs").asInt());
    assertEquals(2, figures.get("replicas").asInt());
    assertEquals("java", figures.get("engine").asText());
  }

  @Test
  void theNumberOfCoresDoesNotChangeTheModel() throws IOException {
    JsonNode one = run("train-digits", "local[1]", "--max-iter", "2");
    JsonNode three = run("train-digits", "local[3]", "--max-iter", "2");
    assertEquals(one.get("loss").asDouble(), three.get("loss").asDouble());
    assertEquals(one.get("confusionMatrix"), three.get("confusionMatrix"));
  }

  @Test
  void whatTheStageRefusesIsAFailureInWords() {
    Ran ran = Ran.job("train-digits", "--master", "local[1]", "--layers", "63,10");
    assertEquals(1, ran.code());
    assertTrue(ran.err().contains("64 features"), ran.err());
    assertFalse(ran.err().contains("\tat "), ran.err());
  }

  private JsonNode run(String job, String master, Object... options) throws IOException {
    Path json = folder.resolve("figures.json");
    Path model = folder.resolve("model");
    List<Object> all = new ArrayList<>(List.of(job, "--master", master));
    all.addAll(List.of("--json", json, "--model", model));
    all.addAll(List.of(options));
    Ran ran = Ran.job(all.toArray());
    assertEquals(0, ran.code(), ran.out() + ran.err());
    assertTrue(ran.out().contains("predicts the same"), ran.out());
    assertTrue(Files.exists(model.resolve("weights.safetensors")));
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    for (String name : List.of("engine", "epochs", "fitSeconds", "rowsPerSecond", "model")) {
      assertTrue(figures.hasNonNull(name), name + " in " + figures);
    }
    return figures;
  }
}
