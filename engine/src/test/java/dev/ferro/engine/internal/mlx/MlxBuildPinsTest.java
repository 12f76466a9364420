package dev.ferro.engine.internal.mlx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The engine asks for the MLX that the build pins and checks. */
class MlxBuildPinsTest {
  @Test
  void theVersionIsTheOneThatThisBuildPins() throws Exception {
    String pin = Files.readString(Path.of("../native/metal/wheel.txt"));
    assertTrue(pin.contains("mlx-metal==" + MlxRelease.VERSION + " "), pin);
  }

  /** The build checks them in every MLX that pip may choose on a Mac. */
  @Test
  void opensWhatTheBuildChecks() throws Exception {
    List<String> opened = new ArrayList<>(MlxRelease.OPENED_FIRST);
    opened.add(MlxRelease.LIBRARY);
    List<String> checked =
        Files.readAllLines(Path.of("../native/metal/opened.txt")).stream()
            .filter(line -> !line.startsWith("#"))
            .map(name -> name.replaceFirst("^lib(.*)\\.dylib$", "$1"))
            .map(System::mapLibraryName)
            .toList();
    assertEquals(checked, opened);
  }
}
