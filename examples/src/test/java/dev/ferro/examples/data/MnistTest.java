package dev.ferro.examples.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.examples.job.JobException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistTest {
  @TempDir private Path folder;

  private void write(String set, int images, int labels) throws IOException {
    byte[] digits = new byte[labels];
    for (int i = 0; i < labels; i++) {
      digits[i] = (byte) (i % 10);
    }
    Path imagesFile = folder.resolve(set + "-images-idx3-ubyte.gz");
    Idx.write(imagesFile, Idx.IMAGES, new byte[images * 4], images, 2, 2);
    Idx.write(folder.resolve(set + "-labels-idx1-ubyte.gz"), Idx.LABELS, digits, labels);
  }

  @Test
  void splitsTheTestImagesWhereThereAreNoOthers() throws IOException {
    write("t10k", 10_000, 10_000);
    Mnist mnist = Mnist.read(folder);
    assertEquals(8_000, mnist.training().size());
    assertEquals(2_000, mnist.heldOut().size());
    assertEquals(3, mnist.heldOut().get(3).digit());
  }

  @Test
  void keepsTheUsualSplitOfAllFourFiles() throws IOException {
    write("train", 60, 60);
    write("t10k", 10, 10);
    Mnist mnist = Mnist.read(folder);
    assertEquals(60, mnist.training().size());
    assertEquals(10, mnist.heldOut().size());
  }

  @Test
  void namesAMissingFile() {
    String message = assertThrows(JobException.class, () -> Mnist.read(folder)).getMessage();
    assertTrue(message.contains("t10k-images-idx3-ubyte.gz"), message);
  }

  @Test
  void refusesImagesWithoutLabels() throws IOException {
    write("t10k", 10_000, 9_999);
    String message = assertThrows(JobException.class, () -> Mnist.read(folder)).getMessage();
    assertTrue(message.contains("10000 images, got 9999"), message);
  }

  @Test
  void refusesTooFewTestImagesToSplit() throws IOException {
    write("t10k", 100, 100);
    String message = assertThrows(JobException.class, () -> Mnist.read(folder)).getMessage();
    assertTrue(message.contains("more than 8000"), message);
  }
}
