package dev.ferro.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferro.examples.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The list of jobs that {@code examples/run} shows without a build. */
class JobsFileTest {
  @Test
  void saysWhatTheJobsSayOfThemselves() throws IOException {
    assertEquals(Ran.job("--help").out(), Files.readString(Path.of("../jobs.txt")));
  }
}
