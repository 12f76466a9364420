package dev.ferro.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.examples.job.JobException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeakTest {
  @TempDir private Path folder;

  private String program(String output) throws Exception {
    Path program = folder.resolve("peak");
    Files.writeString(program, "#!/bin/sh\necho '" + output + "'\n");
    program.toFile().setExecutable(true);
    return program.toString();
  }

  @Test
  void isWhatTheProgramTells() throws Exception {
    Peak peak =
        Peak.measure(
            program("{\"gflops\": 118.2, \"instructions\": \"AVX2\", \"gigabytesPerSecond\": 23}"));
    assertEquals("118.2 GFLOP/s (AVX2), memory read at 23.0 GB/s", peak.toString());
  }

  @Test
  void aProgramWithoutOutputIsReported() throws Exception {
    String program = program("Illegal instruction");
    assertThrows(JobException.class, () -> Peak.measure(program));
  }

  @Test
  void theShareCountsAMultiplyAddTwice() {
    Cell cell = new Cell(Phase.SCORE, NetworkSpec.of(Loss.SQUARED_ERROR, 100, 1), 1);
    assertEquals(0.5, new Peak(1, "", 1).share(cell, 2.5e6));
  }
}
