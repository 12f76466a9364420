package dev.ferro.engine.jna;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Native;
import dev.ferro.engine.ChildJvm;
import dev.ferro.engine.RequiredEngines;
import dev.ferro.engine.internal.files.CacheFolder;
import dev.ferro.engine.internal.files.Owners;
import dev.ferro.engine.internal.files.PrivateFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries in jars, JNA's own too, are unpacked where no other user can swap them. */
class NativesFolderTest {
  @TempDir Path given;

  private Path folder;
  private Path jar;
  private Path temporary;

  @BeforeEach
  void packClasses() throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/maps")), "this system shows what is mapped");
    RequiredEngines.require(new CpuEngine());
    folder = given.toRealPath();
    jar = jarOf(ChildJvm.home(CpuEngine.class), folder.resolve("engine.jar"));
    temporary = Owners.folder(folder.resolve("tmp"), 01777);
  }

  @Test
  void theCacheOfThisUserIsWhereTheyGo() throws Exception {
    Path cache = Owners.folder(folder.resolve("cache"), 0755);
    assertLoadedFrom(
        cache.resolve("ferro/natives"), child().variable("XDG_CACHE_HOME", cache + ""));
    assertEquals("rwx------", Owners.permissions(cache.resolve("ferro/natives")));
    assertEquals(List.of(), names(cache.resolve("ferro/natives")));
  }

  @Test
  void aCacheThatOthersCanSwapIsLeftAlone() throws Exception {
    Path shared = Owners.folder(folder.resolve("shared"), 0777);
    assertLoadedFromTemporary(child().variable("XDG_CACHE_HOME", shared + ""));
    assertLoadedFromTemporary(child().variable(CacheFolder.VARIABLE, shared + ""));
    assertLoadedFromTemporary(child().property(CacheFolder.PROPERTY, shared.resolve("x/y")));
    assertEquals(List.of(), names(shared));
    Path link = Files.createSymbolicLink(folder.resolve("link"), shared);
    assertLoadedFromTemporary(child().variable("XDG_CACHE_HOME", link + ""));
    Path planted = Files.createDirectory(folder.resolve("planted"));
    Files.createSymbolicLink(planted.resolve("ferro"), shared);
    assertLoadedFromTemporary(child().variable("XDG_CACHE_HOME", planted + ""));
    assertEquals(List.of(), names(shared));
  }

  @Test
  void aCacheOfSomebodyElseIsLeftAlone() throws Exception {
    Path others = Owners.ofSomebody(Owners.folder(folder.resolve("others"), 0755));
    assertLoadedFromTemporary(child().variable("XDG_CACHE_HOME", others + ""));
    assertEquals(List.of(), names(others));
  }

  @Test
  void jnasFolderIsUsedUnlessOthersCanSwapIt() throws Exception {
    Path own = Owners.folder(folder.resolve("own"), 0755);
    assertLoadedFrom(own.resolve(CacheFolder.own()), child().property(NativesFolder.PROPERTY, own));
    assertEquals("rwxr-xr-x", Owners.permissions(own));
    Path shared = Owners.folder(folder.resolve("shared"), 0777);
    Path cache = Owners.folder(folder.resolve("cache"), 0700);
    assertLoadedFrom(
        cache.resolve("ferro/natives"),
        child()
            .property(NativesFolder.PROPERTY, shared)
            .variable("XDG_CACHE_HOME", cache.toString()));
    assertEquals(List.of(), names(shared));
  }

  @Test
  void aUserWithoutAHomeDoesNotUseTheWorkingFolder() throws Exception {
    Path work = Owners.folder(folder.resolve("work"), 0700);
    for (String home : new String[] {"?", "some/where", ""}) {
      assertLoadedFrom(
          temporary.resolve(CacheFolder.own()).resolve("natives"),
          child().in(work).variable("XDG_CACHE_HOME", "relative").property("user.home", home));
      assertEquals(List.of(), names(work));
    }
  }

  @Test
  void severalProcessesThatStartTogetherAllLoad() throws Exception {
    Path cache = Owners.folder(folder.resolve("cache"), 0700);
    ExecutorService together = Executors.newFixedThreadPool(4);
    try {
      ChildJvm child = child().variable("XDG_CACHE_HOME", cache.toString());
      List<Callable<String>> probes = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        probes.add(child::probe);
      }
      for (Future<String> probe : together.invokeAll(probes)) {
        assertTrue(probe.get().contains(" kernels; "), probe.get());
      }
    } finally {
      together.shutdownNow();
    }
    assertEquals(List.of(), names(cache.resolve("ferro/natives")));
  }

  @Test
  void everyFolderThatWillNotDoIsToldWithItsReason() throws Exception {
    Path shared = Owners.folder(folder.resolve("shared"), 0777);
    NativesFolder.Found found =
        NativesFolder.find(
            List.of(
                new NativesFolder.Candidate("one", () -> PrivateFolder.create(shared)),
                new NativesFolder.Candidate("two", () -> PrivateFolder.createIn(shared))));
    assertNull(found.folder());
    assertEquals(
        "no private folder to unpack native libraries into (one: "
            + shared
            + " can be written to by other users (mode 777); two: "
            + shared
            + " can be written to by other users, who can swap what is in it (mode 777 without the"
            + " sticky bit); -Djna.tmpdir=DIR names another)",
        found.reason());
  }

  @Test
  void aLibraryThatWasSwappedIsNotOpened() throws Exception {
    Path content = Files.write(folder.resolve("libsome.so"), new byte[100_000]);
    LibraryFile unpacked = LibraryFile.unpack(content.toUri().toURL(), folder);
    Path file = unpacked.file().toPath();
    assertFalse(file.equals(content));
    byte[] altered = new byte[100_000];
    altered[99_999] = 1;
    Files.write(file, altered);
    String reason = assertThrows(LibraryUnavailableException.class, unpacked::open).getMessage();
    assertTrue(reason.contains(file + " was changed after it was unpacked: expected "), reason);
    // Even a link to what was unpacked could be turned once more.
    Files.delete(file);
    Files.createSymbolicLink(file, content);
    reason = assertThrows(LibraryUnavailableException.class, unpacked::open).getMessage();
    assertTrue(reason.contains("cannot read " + file), reason);
  }

  private ChildJvm child() {
    return ChildJvm.running(
            FolderProbe.class,
            jar,
            ChildJvm.home(NativesFolderTest.class),
            ChildJvm.home(Native.class))
        .property("java.io.tmpdir", temporary)
        .property("user.home", folder.resolve("home"));
  }

  private static void assertLoadedFrom(Path expected, ChildJvm child) throws Exception {
    String text = child.probe();
    assertTrue(text.endsWith(" kernels; loaded from [" + expected + "]"), text);
  }

  private void assertLoadedFromTemporary(ChildJvm child) throws Exception {
    String text = child.probe();
    assertTrue(text.contains(" kernels; loaded from [" + temporary + "/ferro"), text);
    assertFalse(text.contains(","), text);
    // The folder of that process is gone with it.
    assertEquals(List.of(), names(temporary));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static Path jarOf(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file);
        Stream<Path> files = Files.walk(classes)) {
      for (Path entry : files.filter(Files::isRegularFile).toList()) {
        entries.putNextEntry(new JarEntry(classes.relativize(entry).toString()));
        Files.copy(entry, entries);
      }
    }
    return jar;
  }
}
