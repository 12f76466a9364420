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
  private static final Path MEMORY = Path.of("/proc/self/statm");

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
  void openingAndClosingTwelveThousandTimesKeepsNothing() throws IOException {
    NetworkSpec spec = NetworkSpec.of(Loss.CROSS_ENTROPY, 64, 128, 10);
    // 40 kB of parameters each.
    assertKeepsNothing(4000 * 40_000L, () -> openAndClose(spec, 4000));
  }

  private void openAndClose(NetworkSpec spec, int times) {
    for (int i = 0; i < times; i++) {
      engine.open(spec).close();
    }
  }

  @Test
  void twelveThousandCallsKeepNothing() throws IOException {
    NetworkSpec spec = NetworkSpec.of(Loss.CROSS_ENTROPY, 64, 16, 4);
    Batch batch = Samples.batch(spec, 100, true, 1);
    FloatBuffer scores = Batch.allocate(400);
    try (Network network = engine.open(spec)) {
      // Each call is given 26 kB of rows.
      assertKeepsNothing(4000 * 2 * 26_000L, () -> trainAndPredict(network, batch, scores, 4000));
    }
  }

  private static void trainAndPredict(Network network, Batch batch, FloatBuffer scores, int times) {
    OptimizerSpec optimizer = OptimizerSpec.of(OptimizerSpec.Rule.ADAM, 1e-3);
    for (int i = 0; i < times; i++) {
      network.train(batch, 64, optimizer);
      network.predict(batch.features(), batch.rows(), scores);
    }
  }

  /**
   * A leak grows as much in every run. What the JVM takes for itself, it takes once: so the run
   * that grew least is judged.
   *
   * @param leak bytes that a run would leave behind
   */
  private static void assertKeepsNothing(long leak, Runnable run) throws IOException {
    assumeTrue(Files.isReadable(MEMORY), "this system shows memory in /proc");
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long before = residentBytes();
      run.run();
      least = Math.min(least, residentBytes() - before);
    }
    assertTrue(least < leak / 2, "each run left " + least + " bytes or more");
  }

  private static long residentBytes() throws IOException {
    // Linux counts in pages, of 4 KiB or more.
    return 4096 * Long.parseLong(Files.readString(MEMORY).split(" ")[1]);
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
