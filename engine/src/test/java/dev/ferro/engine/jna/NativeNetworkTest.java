package dev.ferro.engine.jna;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ferro.engine.Batch;
import dev.ferro.engine.Engine;
import dev.ferro.engine.EngineException;
import dev.ferro.engine.Loss;
import dev.ferro.engine.Network;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.OptimizerSpec;
import dev.ferro.engine.RequiredEngines;
import dev.ferro.engine.Samples;
import dev.ferro.engine.TrainingState;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the way through JNA adds to the contract: handles, buffers, memory, errors. */
abstract class NativeNetworkTest {
  private final Engine engine;
  private final Supplier<FerroLibrary> library;

  NativeNetworkTest(Engine engine, Supplier<FerroLibrary> library) {
    this.engine = engine;
    this.library = library;
  }

  @BeforeEach
  void requireEngine() {
    RequiredEngines.require(engine);
  }

  @Test
  void openingAndClosingTenThousandTimesKeepsNothing() throws IOException {
    assumeTrue(Files.isReadable(Path.of("/proc/self/statm")), "this system tells memory in /proc");
    NetworkSpec spec = NetworkSpec.of(Loss.CROSS_ENTROPY, 64, 128, 10);
    openAndClose(spec, 1000);
    long before = residentPages();
    openAndClose(spec, 10_000);
    // Each holds 40 kB of parameters: a leak would be 400 MB; the JVM itself may move by a few.
    assertTrue(
        residentPages() - before < 64 * 256, "grew by " + (residentPages() - before) + " pages");
  }

  private void openAndClose(NetworkSpec spec, int times) {
    for (int i = 0; i < times; i++) {
      engine.open(spec).close();
    }
  }

  @Test
  void tenThousandCallsKeepNothing() throws IOException {
    assumeTrue(Files.isReadable(Path.of("/proc/self/statm")), "this system tells memory in /proc");
    NetworkSpec spec = NetworkSpec.of(Loss.CROSS_ENTROPY, 64, 16, 4);
    Batch batch = Samples.batch(spec, 100, true, 1);
    FloatBuffer scores = Batch.allocate(400);
    try (Network network = engine.open(spec)) {
      trainAndPredict(network, batch, scores, 1000);
      long before = residentPages();
      trainAndPredict(network, batch, scores, 10_000);
      // Each call is given 26 kB of rows: a leak of them would be 500 MB.
      assertTrue(
          residentPages() - before < 64 * 256, "grew by " + (residentPages() - before) + " pages");
    }
  }

  private static void trainAndPredict(Network network, Batch batch, FloatBuffer scores, int times) {
    OptimizerSpec optimizer = OptimizerSpec.of(OptimizerSpec.Rule.ADAM, 1e-3);
    for (int i = 0; i < times; i++) {
      network.train(batch, 64, optimizer);
      network.predict(batch.features(), batch.rows(), scores);
    }
  }

  private static long residentPages() throws IOException {
    return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]);
  }

  @Test
  void buffersArePassedFromTheirIndexZero() {
    NetworkSpec spec = NetworkSpec.of(Loss.SQUARED_ERROR, 2, 1);
    try (Network network = engine.open(spec)) {
      network.setState(TrainingState.initial(new float[] {1, 10, 0.5f}));
      FloatBuffer whole = Batch.allocate(8);
      whole.put(0, new float[] {1, 2, 3, 4, 5, 6, 7, 8});
      FloatBuffer scores = Batch.allocate(4);
      network.predict(whole.position(3), 1, scores.slice(1, 2));
      network.predict(whole.slice(3, 4), 2, scores.slice(2, 2));
      network.predict(whole.duplicate().asReadOnlyBuffer(), 1, scores.slice(0, 1));
      float[] got = new float[4];
      scores.get(0, got);
      assertArrayEquals(new float[] {21.5f, 21.5f, 54.5f, 76.5f}, got);
    }
  }

  @Test
  void moreMemoryThanThereIsIsAnAnswerNotACrash() {
    FerroApi ferro = library.get().api();
    int[] widths = {1 << 30, 100_000, 1};
    assertEquals(
        2, ferro.ferro_open(FerroApi.CPU, widths, 3, FerroApi.CROSS_ENTROPY, 0, new long[1]));
    assertEquals("[open] out of memory", ferro.ferro_last_error());
  }

  @Test
  void whatTheLibraryRefusesBecomesAnExceptionWithItsText() {
    Network network = engine.open(NetworkSpec.of(Loss.CROSS_ENTROPY, 2, 2));
    // Behind the door's back: no argument that the library refuses passes the door itself.
    library.get().api().ferro_close(((NativeNetwork) network).handle());
    String message = assertThrows(EngineException.class, network::state).getMessage();
    assertEquals("[get_state] expected an open network, got a closed or unknown handle", message);
    network.close();
  }
}
