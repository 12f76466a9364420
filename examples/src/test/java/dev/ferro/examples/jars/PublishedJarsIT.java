package dev.ferro.examples.jars;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.examples.cluster.Packaged;
import dev.ferro.examples.cluster.jobs.OverABuild;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jars that people submit are never changed in place. */
class PublishedJarsIT {
  @TempDir private Path folder;
  private Checkout checkout;

  @BeforeEach
  void publish() throws IOException {
    checkout = new Checkout(Files.createDirectory(folder.resolve("checkout"))).packaged();
    checkout.publish(Instant.now().minusSeconds(30));
  }

  @Test
  void aJobEndsWellThoughItsJarsAreBuiltMeanwhile() throws Exception {
    Path tests = Packaged.tests(folder, OverABuild.class.getPackage());
    Path waits = folder.resolve("waits");
    Path built = folder.resolve("built");
    Process job =
        checkout.start(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@.mvn/spark.jvmargs",
            "-cp",
            checkout.classPath() + ":" + tests,
            OverABuild.class.getName(),
            waits.toString(),
            built.toString(),
            "train-diabetes",
            "--master",
            "local[1]",
            "--max-iter",
            "2",
            "--model",
            folder.resolve("model").toString());
    while (job.isAlive() && !Files.exists(waits)) {
      Thread.sleep(50);
    }
    for (Path jar : List.of(checkout.stage(), checkout.examples())) {
      packAnew(jar);
    }
    checkout.publish(Instant.now());
    Files.createFile(built);
    Checkout.Ended ended = Checkout.await(job);
    assertEquals(0, ended.code(), ended::said);
    assertTrue(ended.said().contains("Loaded back"), ended::said);
  }

  @Test
  void whoHasAJarOpenKeepsIt() throws IOException {
    for (Path jar : List.of(checkout.stage(), checkout.examples())) {
      Path published = checkout.published(jar);
      byte[] old = Files.readAllBytes(published);
      Object place = place(published);
      try (InputStream open = Files.newInputStream(published)) {
        packAnew(jar);
        checkout.publish(Instant.now());
        assertArrayEquals(old, open.readAllBytes());
      }
      assertNotEquals(place, place(published));
      assertArrayEquals(Files.readAllBytes(jar), Files.readAllBytes(published));
    }
  }

  @Test
  void aBuildThatChangesNothingLeavesTheJars() throws IOException {
    Object stage = place(checkout.published(checkout.stage()));
    Object examples = place(checkout.published(checkout.examples()));
    checkout.publish(Instant.now());
    assertEquals(stage, place(checkout.published(checkout.stage())));
    assertEquals(examples, place(checkout.published(checkout.examples())));
  }

  @Test
  void jarsOfAnotherVersionGo() throws IOException {
    Path old = checkout.published(Path.of("ferro-spark-0.0.1-all.jar"));
    Files.createFile(old);
    checkout.publish(Instant.now());
    assertTrue(Files.notExists(old));
  }

  private static Object place(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /** The same classes in another order of bytes: as after a build of changed sources. */
  private static void packAnew(Path jar) throws IOException {
    Path other = jar.resolveSibling("other");
    try (ZipFile from = new ZipFile(jar.toFile());
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(other))) {
      to.setLevel(Deflater.NO_COMPRESSION);
      for (ZipEntry entry : (Iterable<ZipEntry>) from.stream().map(e -> (ZipEntry) e)::iterator) {
        to.putNextEntry(new ZipEntry(entry.getName()));
        from.getInputStream(entry).transferTo(to);
      }
    }
    Files.write(jar, Files.readAllBytes(other));
    Files.delete(other);
  }
}
