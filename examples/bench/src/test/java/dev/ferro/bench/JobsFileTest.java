package dev.ferro.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferro.examples.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The list of jobs that {@code examples/run} shows without a build. {@code -Dferro.write=true}
 * writes it.
 */
class JobsFileTest {
  private static final Path LIST = Path.of("../jobs.txt");

  @Test
  void saysWhatTheJobsSayOfThemselves() throws IOException {
    String help = Ran.job("--help").out();
    if (Boolean.getBoolean("ferro.write")) {
      Files.writeString(LIST, help);
    }
    assertEquals(help, Files.readString(LIST));
  }
}
