package dev.ferro.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class BatchTest {
  private static final NetworkSpec SPEC = NetworkSpec.of(Loss.SQUARED_ERROR, 3, 2);

  @Test
  void hasRoomForWhatTheSpecAsks() {
    Batch batch = Batch.weighted(SPEC, 5);
    assertEquals(15, batch.features().capacity());
    assertEquals(10, batch.targets().capacity());
    assertEquals(5, batch.weights().capacity());
    assertThrows(IllegalArgumentException.class, () -> batch.setRows(6));
    assertThrows(IllegalArgumentException.class, () -> batch.setRows(-1));
  }

  @Test
  void moreThanABufferHoldsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Batch.allocate(1L << 30));
    assertThrows(IllegalArgumentException.class, () -> Batch.of(SPEC, Integer.MAX_VALUE));
  }

  @Test
  void buffersThatFillAPageBeginOnOne() {
    for (int floats : new int[] {4096, 4097, 100_000}) {
      FloatBuffer buffer = Batch.allocate(floats);
      long address = Pointer.nativeValue(Native.getDirectBufferPointer(buffer));
      assertEquals(0, address % 16384, floats + " floats");
      assertEquals(floats, buffer.capacity());
      buffer.put(floats - 1, 1);
    }
  }

  @Test
  void directMemoryRunningOutIsAnErrorOfTheTaskNotOfTheJvm() {
    // The limit is the heap's, 2 GiB in these tests: with this one the next cannot be.
    FloatBuffer held = Batch.allocate(1 << 20);
    long rest = Runtime.getRuntime().maxMemory() / Float.BYTES - 1;
    long most = Math.min(rest, Integer.MAX_VALUE / Float.BYTES);
    String message = assertThrows(EngineException.class, () -> Batch.allocate(most)).getMessage();
    assertTrue(message.contains("MaxDirectMemorySize"), message);
    assertEquals(1 << 20, held.capacity());
  }
}
