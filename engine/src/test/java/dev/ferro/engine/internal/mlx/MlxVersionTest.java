package dev.ferro.engine.internal.mlx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The engine asks for the very MLX that the native library is built against. */
class MlxVersionTest {
  @Test
  void isTheOneThatThisBuildPins() throws Exception {
    String pin = Files.readString(Path.of("../native/metal/wheel.txt"));
    assertTrue(pin.contains("mlx-metal==" + MlxHome.VERSION + " "), pin);
  }
}
