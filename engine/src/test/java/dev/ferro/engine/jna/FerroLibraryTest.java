package dev.ferro.engine.jna;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import dev.ferro.engine.ChildJvm;
import dev.ferro.engine.RequiredEngines;
import dev.ferro.engine.internal.files.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which loading can fail ends in a reason that names the remedy. */
class FerroLibraryTest {
  private static final Path CLASSES = ChildJvm.home(CpuEngine.class);
  private static final Path TESTS = ChildJvm.home(FerroLibraryTest.class);
  private static final Path JNA = ChildJvm.home(Native.class);

  @TempDir Path folder;

  @Test
  void theLibraryOfThisPlatformLoads() throws Exception {
    RequiredEngines.require(new CpuEngine());
    String text = ChildJvm.running(Probe.class, CLASSES, TESTS, JNA).probe();
    assertTrue(text.startsWith(Probe.USABLE) && text.endsWith(" kernels"), text);
  }

  @Test
  void aJarWithoutThisPlatform() throws Exception {
    String text = ChildJvm.running(Probe.class, classesWithoutLibraries(), TESTS, JNA).probe();
    assertEquals(
        "no native library for "
            + Platform.RESOURCE_PREFIX
            + " in the jar (build Ferro on this platform with CMake and a C++20 compiler)",
        text);
  }

  @Test
  void noJna() throws Exception {
    assertTells(
        ChildJvm.running(Probe.class, CLASSES, TESTS), "JNA cannot be loaded: ", "com/sun/jna");
  }

  @Test
  void aNamedFileThatIsMissing() throws Exception {
    assertTells(loading(folder.resolve("libnone.so")), "cannot load ", "libnone.so");
  }

  @Test
  void garbage() throws Exception {
    Path garbage = folder.resolve("libgarbage.so");
    Files.writeString(garbage, "this is no library");
    assertTells(loading(garbage), "cannot load ", "libgarbage.so");
  }

  @Test
  void anotherVersionOfTheHeader() throws Exception {
    Path other = compile("int ferro_abi_version(void) { return 4711; }");
    assertTells(
        loading(other), "version 4711 of ferro.h", "this jar version " + FerroApi.ABI_VERSION);
  }

  @Test
  void someOtherLibrary() throws Exception {
    assertTells(
        loading(compile("int something_else(void) { return 1; }")),
        "is not Ferro's CPU library",
        "ferro_abi_version");
  }

  @Test
  void aLibraryThatLacksFunctions() throws Exception {
    Path poor = compile("int ferro_abi_version(void) { return " + FerroApi.ABI_VERSION + "; }");
    assertTells(loading(poor), "is not Ferro's CPU library", "ferro_");
  }

  @Test
  void aLevelOfInstructionsThatNoCpuHas() throws Exception {
    RequiredEngines.require(new CpuEngine());
    assertTells(
        ChildJvm.running(Probe.class, CLASSES, TESTS, JNA).variable("FERRO_ISA", "mmx"),
        "FERRO_ISA",
        "got mmx");
  }

  @Test
  void aTemporaryFolderThatForbidsExecution() throws Exception {
    Path noexec = Files.createTempDirectory(Mounts.noexec(), "ferro");
    try {
      assertTells(
          ChildJvm.running(Probe.class, CLASSES, TESTS, JNA).property("jna.tmpdir", noexec),
          "failed to map segment",
          "-Djna.tmpdir names another");
    } finally {
      Mounts.delete(noexec);
    }
  }

  private ChildJvm loading(Path library) {
    return ChildJvm.running(Probe.class, CLASSES, TESTS, JNA)
        .property(FerroLibrary.PROPERTY, library);
  }

  private static void assertTells(ChildJvm child, String... parts) throws Exception {
    String text = child.probe();
    for (String part : parts) {
      assertTrue(text.contains(part), "expected '" + part + "' in: " + text);
    }
  }

  private Path compile(String source) throws IOException, InterruptedException {
    return CompiledLibrary.of(folder, "libother.so", source);
  }

  private Path classesWithoutLibraries() throws IOException {
    Path copy = folder.resolve("classes");
    try (Stream<Path> files = Files.walk(CLASSES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(CLASSES.relativize(file));
        if (!file.getFileName().toString().startsWith("libferro")) {
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    }
    return copy;
  }
}
