package dev.ferro.engine.internal.mlx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Native;
import dev.ferro.engine.ChildJvm;
import dev.ferro.engine.internal.files.CacheFolder;
import dev.ferro.engine.internal.files.CompressedJar;
import dev.ferro.engine.internal.files.Mounts;
import dev.ferro.engine.internal.files.Owners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.XZInputStream;

/**
 * The jar's files are unpacked once, completely, for every process. If not, the reason says why.
 */
class MlxJarTest {
  private static final String LIBRARY = MlxRelease.LIBRARY;
  private static final String PLATFORM = com.sun.jna.Platform.RESOURCE_PREFIX;
  private static final String KERNELS = "mlx.metallib";

  @TempDir Path folder;

  private final byte[] library = noise(1, 100_000);
  private final byte[] kernels = noise(2, 300_000);

  @Test
  void unpacksOnceAndKeepsWhatIsThere() throws Exception {
    MlxLocation.Jar jar = new MlxLocation.Jar(jar().loader(), PLATFORM, folder.resolve("cache"));
    Path unpacked = jar.folder();
    assertHolds(unpacked);
    Object first = Files.getAttribute(unpacked.resolve(LIBRARY), "unix:ino");
    assertEquals(unpacked, jar.folder());
    assertEquals(first, Files.getAttribute(unpacked.resolve(LIBRARY), "unix:ino"));
    assertEquals(unpacked, MlxHome.find(List.of(jar)).folder());
  }

  @Test
  void otherContentsGoElsewhere() throws Exception {
    Path cache = folder.resolve("cache");
    Path one = new MlxLocation.Jar(jar().loader(), PLATFORM, cache).folder();
    CompressedJar other = new CompressedJar(folder.resolve("other")).with(LIBRARY, kernels);
    Path two = new MlxLocation.Jar(other.loader(), PLATFORM, cache).folder();
    assertFalse(one.equals(two), one + " " + two);
    assertHolds(one);
    assertArrayEquals(kernels, Files.readAllBytes(two.resolve(LIBRARY)));
  }

  @Test
  void damageIsRepaired() throws Exception {
    MlxLocation.Jar jar = new MlxLocation.Jar(jar().loader(), PLATFORM, folder.resolve("cache"));
    Path unpacked = jar.folder();
    byte[] altered = library.clone();
    altered[77_777] ^= 1;
    Files.write(unpacked.resolve(LIBRARY), altered);
    Files.write(unpacked.resolve(KERNELS), Arrays.copyOf(kernels, kernels.length / 2));
    assertHolds(jar.folder());
    Files.delete(unpacked.resolve(KERNELS));
    assertHolds(jar.folder());
  }

  @Test
  void filesThatOthersMayWriteToAreReplaced() throws Exception {
    Owners.requirePosix();
    MlxLocation.Jar jar = new MlxLocation.Jar(jar().loader(), PLATFORM, folder.resolve("cache"));
    Path file = Owners.withMode(jar.folder().resolve(LIBRARY), 0666);
    assertHolds(jar.folder());
    assertEquals("rwxr-xr-x", Owners.permissions(file));
    Path elsewhere = Files.move(file, folder.resolve("elsewhere"));
    Files.createSymbolicLink(file, elsewhere);
    assertHolds(jar.folder());
    assertFalse(Files.isSymbolicLink(file));
  }

  @Test
  void aCacheThatOthersCanSwapIsRefused() throws Exception {
    Path shared = Owners.folder(folder.resolve("shared"), 0777);
    assertTells(
        new MlxLocation.Jar(jar().loader(), PLATFORM, shared),
        "cannot unpack into " + shared,
        "can be written to by other users",
        "FERRO_CACHE=DIR names another folder");
    assertTells(
        new MlxLocation.Jar(jar().loader(), PLATFORM, shared.resolve("mlx")),
        "without the sticky bit");
    Path own = Owners.folder(folder.resolve("own"), 0700);
    Path link = Files.createSymbolicLink(folder.resolve("link"), own);
    assertTells(new MlxLocation.Jar(jar().loader(), PLATFORM, link), "is a symbolic link");
    assertEquals("rwx------", Owners.permissions(own));
  }

  @Test
  void partsOfProcessesThatAreGoneAreDeleted() throws Exception {
    MlxLocation.Jar jar = new MlxLocation.Jar(jar().loader(), PLATFORM, folder.resolve("cache"));
    Path unpacked = jar.folder();
    Path left = Files.writeString(unpacked.resolve("left" + CompressedJar.PART), "half");
    Path growing = Files.writeString(unpacked.resolve("growing" + CompressedJar.PART), "half");
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    Files.delete(unpacked.resolve(LIBRARY));
    assertHolds(jar.folder());
    assertFalse(Files.exists(left));
    assertTrue(Files.exists(growing));
  }

  @Test
  void severalProcessesThatStartTogetherShareOneCopy() throws Exception {
    int processes = 4;
    byte[] large = noise(3, 10_000_000);
    CompressedJar jar = new CompressedJar(folder.resolve("jar")).with(LIBRARY, large);
    ChildJvm child =
        ChildJvm.running(
                UnpackProbe.class,
                jar.root(),
                ChildJvm.home(MlxLocation.class),
                ChildJvm.home(MlxJarTest.class),
                ChildJvm.home(Native.class),
                ChildJvm.home(XZInputStream.class))
            .variable(CacheFolder.VARIABLE, folder.resolve("cache").toString());
    ExecutorService together = Executors.newFixedThreadPool(processes);
    try {
      List<Callable<String>> probes = new ArrayList<>();
      for (int i = 0; i < processes; i++) {
        probes.add(child::probe);
      }
      List<String> files = new ArrayList<>();
      for (Future<String> file : together.invokeAll(probes)) {
        files.add(file.get());
      }
      Path file = Path.of(files.get(0).split(" ")[0]);
      assertEquals(1, files.stream().distinct().count(), files.toString());
      assertArrayEquals(large, Files.readAllBytes(file));
      assertEquals(List.of(LIBRARY, "lock"), names(file.getParent()));
    } finally {
      together.shutdownNow();
    }
  }

  @Test
  void noSuchJar() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertTells(
        new MlxLocation.Jar(new CompressedJar(empty).loader(), PLATFORM, folder),
        "none for " + PLATFORM + " on the classpath");
  }

  @Test
  void aDamagedJar() throws Exception {
    Path cache = folder.resolve("cache");
    String digest = CompressedJar.sha256(library);
    CompressedJar lacking =
        new CompressedJar(folder.resolve("1")).list(digest + " 1 " + LIBRARY + "\n");
    assertTells(new MlxLocation.Jar(lacking.loader(), PLATFORM, cache), "the jar lacks " + LIBRARY);

    CompressedJar outside =
        new CompressedJar(folder.resolve("2")).list(digest + " 1 ../" + LIBRARY + "\n");
    assertTells(
        new MlxLocation.Jar(outside.loader(), PLATFORM, cache),
        "expected SHA-256, bytes and name, got");

    CompressedJar altered = new CompressedJar(folder.resolve("3"));
    altered.with(LIBRARY, library);
    Path list = altered.listFile();
    Files.writeString(list, Files.readString(list).replace(digest, CompressedJar.sha256(kernels)));
    assertTells(
        new MlxLocation.Jar(altered.loader(), PLATFORM, cache),
        LIBRARY,
        "is damaged: expected SHA-256");
    try (Stream<Path> files = Files.walk(cache)) {
      assertEquals(0, files.filter(file -> file.toString().endsWith(CompressedJar.PART)).count());
    }
  }

  @Test
  void aReadOnlyFolder() throws Exception {
    Path cache = Mounts.readOnly().resolve("ferro");
    assertTells(
        new MlxLocation.Jar(jar().loader(), PLATFORM, cache),
        "cannot unpack into " + cache,
        "-Dferro.cache=DIR");
  }

  @Test
  void whatIsUnpackedNeedsNoRightToWrite() throws Exception {
    Path cache = folder.resolve("cache");
    Path unpacked = new MlxLocation.Jar(jar().loader(), PLATFORM, cache).folder();
    // Opening the lock would fail.
    Files.delete(unpacked.resolve("lock"));
    Files.createDirectory(unpacked.resolve("lock"));
    assertHolds(new MlxLocation.Jar(jar().loader(), PLATFORM, cache).folder());
  }

  @Test
  void aFileInPlaceOfTheFolder() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertTells(
        new MlxLocation.Jar(jar().loader(), PLATFORM, file),
        "cannot unpack into " + file,
        "Not a directory");
  }

  @Test
  void aFolderThatForbidsExecution() throws Exception {
    Path cache = Files.createTempDirectory(Mounts.noexec(), "ferro");
    try {
      assertTells(
          new MlxLocation.Jar(jar().loader(), PLATFORM, cache),
          "forbids execution (-Dferro.cache=DIR or FERRO_CACHE");
    } finally {
      Mounts.delete(cache);
    }
  }

  @Test
  void noSpaceLeft() throws Exception {
    Path small = Mounts.noexec();
    long space = Files.getFileStore(small).getUsableSpace();
    assumeTrue(space < 1 << 26, small + " is large");
    Path cache = Files.createTempDirectory(small, "ferro");
    CompressedJar jar =
        new CompressedJar(folder.resolve("jar")).with(LIBRARY, new byte[(int) space + 1]);
    try {
      assertTells(
          new MlxLocation.Jar(jar.loader(), PLATFORM, cache),
          "No space left on device",
          "-Dferro.cache=DIR");
      assertTrue(Files.getFileStore(small).getUsableSpace() > space / 2, "a part was left");
    } finally {
      Mounts.delete(cache);
    }
  }

  private CompressedJar jar() throws IOException {
    Path root = folder.resolve("jar");
    return Files.exists(root)
        ? new CompressedJar(root)
        : new CompressedJar(root).with(LIBRARY, library).with(KERNELS, kernels);
  }

  private void assertHolds(Path unpacked) throws IOException {
    assertArrayEquals(library, Files.readAllBytes(unpacked.resolve(LIBRARY)));
    assertArrayEquals(kernels, Files.readAllBytes(unpacked.resolve(KERNELS)));
  }

  private static void assertTells(MlxLocation.Jar jar, String... parts) {
    String reason = assertThrows(MlxNotFoundException.class, jar::folder).getMessage();
    for (String part : parts) {
      assertTrue(reason.contains(part), "expected '" + part + "' in: " + reason);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static byte[] noise(long seed, int bytes) {
    byte[] noise = new byte[bytes];
    new Random(seed).nextBytes(noise);
    return noise;
  }
}
