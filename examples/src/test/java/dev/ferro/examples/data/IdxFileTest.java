package dev.ferro.examples.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.examples.job.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFileTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void setUp() {
    file = folder.resolve("some-idx3-ubyte.gz");
  }

  @Test
  void readsItemsInOrder() throws IOException {
    Idx.write(file, Idx.IMAGES, new byte[] {1, 2, 3, 4, 5, (byte) 255}, 3, 1, 2);
    IdxFile idx = IdxFile.read(file);
    assertEquals(3, idx.size());
    assertArrayEquals(new int[] {3, 1, 2}, idx.shape());
    assertArrayEquals(new byte[] {5, (byte) 255}, idx.item(2));
  }

  @Test
  void refusesOtherTypes() throws IOException {
    Idx.write(file, 0xd01, new byte[4], 1);
    assertRefused("unsigned bytes");
  }

  @Test
  void refusesFilesCutShort() throws IOException {
    Idx.write(file, Idx.LABELS, new byte[3], 4);
    assertRefused("truncated");
  }

  @Test
  void refusesFilesWithMore() throws IOException {
    Idx.write(file, Idx.LABELS, new byte[5], 4);
    assertRefused("got more");
  }

  @Test
  void refusesAbsurdDimensions() throws IOException {
    Idx.write(file, Idx.IMAGES, new byte[0], 1 << 20, 1 << 20, 4);
    assertRefused("less than 2 GiB");
  }

  @Test
  void refusesWhatIsNotGzip() throws IOException {
    Files.writeString(file, "plain text");
    assertRefused("gzip");
  }

  private void assertRefused(String reason) {
    String message = assertThrows(JobException.class, () -> IdxFile.read(file)).getMessage();
    assertTrue(message.contains(reason) && message.contains(file.toString()), message);
  }
}
