package dev.ferro.engine.jna;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import dev.ferro.engine.ChildJvm;
import dev.ferro.engine.RequiredEngines;
import dev.ferro.engine.internal.mlx.MlxHome;
import dev.ferro.engine.internal.mlx.MlxRelease;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A missing, wrong or damaged MLX ends in a reason; the JVM lives. */
class MlxLibraryTest {
  @TempDir Path folder;

  @Test
  void theMlxOfThisNodeLoads() throws Exception {
    RequiredEngines.require(new MlxCpuEngine());
    assertTells(child(), Probe.USABLE + "MLX " + MlxRelease.VERSION + " on ");
  }

  @Test
  void noMlx() throws Exception {
    assertTells(loading(folder.resolve("none")), "no MLX found (", "ferro.mlx.home: no ");
  }

  @Test
  void anotherVersion() throws Exception {
    stub(version("0.31.0"));
    assertTells(
        loading(folder), "expected MLX " + MlxRelease.VERSION + ", got MLX 0.31.0", "libmlx");
  }

  /** pip's MLX on macOS 26 needs such a library, and has no other way to find it. */
  @Test
  void whatMlxNeedsOfItsFolderIsOpenedBeforeIt() throws Exception {
    String name = MlxRelease.OPENED_FIRST.get(0);
    String title = Platform.isMac() ? "-Wl,-install_name,@rpath/" : "-Wl,-soname,";
    Path first =
        CompiledLibrary.of(
            folder, name, "const char *first(void) { return \"0.1.2\"; }", title + name);
    stub(
        "const char *first(void); const char *_ZN3mlx4core7versionEv(void) { return first(); }",
        first.toString());
    assertTells(loading(folder), "expected MLX " + MlxRelease.VERSION + ", got MLX 0.1.2");
    Files.delete(first);
    assertTells(loading(folder), "cannot load ", name);
  }

  @Test
  void someOtherLibrary() throws Exception {
    stub("int something_else(void) { return 1; }");
    assertTells(loading(folder), " is not MLX: ");
  }

  @Test
  void aLibraryThatLacksFunctions() throws Exception {
    RequiredEngines.require(new MlxCpuEngine());
    stub(version(MlxRelease.VERSION));
    assertTells(loading(folder), "cannot load ", "mlx");
  }

  @Test
  void garbage() throws Exception {
    Files.writeString(folder.resolve(MlxRelease.LIBRARY), "this is no library");
    assertTells(loading(folder), "cannot load ", MlxRelease.LIBRARY);
  }

  @Test
  void aFileThatWasCutShort() throws Exception {
    RequiredEngines.require(new MlxCpuEngine());
    byte[] whole = Files.readAllBytes(MlxLibrary.home().library());
    for (int share : new int[] {2, 20, 2000}) {
      Files.write(folder.resolve(MlxRelease.LIBRARY), Arrays.copyOf(whole, whole.length / share));
      assertTells(loading(folder), "cannot load ", MlxRelease.LIBRARY);
    }
  }

  @Test
  void besideLinksToMlx() throws Exception {
    RequiredEngines.require(new MlxCpuEngine());
    Path library = folder.resolve(System.mapLibraryName("ferro_mlx"));
    Files.writeString(library, "copied");
    Path mlx = MlxLibrary.home().folder();
    Path copy = MlxLinkFolder.of(new LibraryFile(library.toFile()), mlx).file().toPath();
    assertEquals("copied", Files.readString(copy));
    for (String name : MlxRelease.FILES) {
      assertTrue(Files.isSameFile(copy.resolveSibling(name), mlx.resolve(name)));
    }
  }

  @Test
  void metalIsForMacsWithAppleSiliconAndAJvmForThem() {
    assertNull(MetalEngine.reasonOn(true, true, () -> false));
    assertEquals("only on macOS", MetalEngine.reasonOn(false, true, () -> false));
    assertEquals("only on Macs with Apple silicon", MetalEngine.reasonOn(true, false, () -> false));
    String rosetta = MetalEngine.reasonOn(true, false, () -> true);
    assertTrue(rosetta.contains("under Rosetta (install a JDK for arm64)"), rosetta);
  }

  @Test
  void aGpuThatMlxDoesNotHaveIsAReason() {
    RequiredEngines.require(new MlxCpuEngine());
    assumeTrue(Platform.isLinux(), "MLX for Linux without a GPU");
    String reason = FerroLibrary.probe(MlxLibrary.get().api(), FerroApi.GPU);
    assertTrue(reason == null || reason.startsWith("[open] expected "), reason);
  }

  private void stub(String source, String... more) throws Exception {
    CompiledLibrary.of(folder, MlxRelease.LIBRARY, source, more);
    if (Platform.isMac()) {
      Files.createFile(folder.resolve("mlx.metallib"));
    }
  }

  private static String version(String version) {
    return "const char *_ZN3mlx4core7versionEv(void) { return \"" + version + "\"; }";
  }

  private static ChildJvm child() {
    return ChildJvm.running(
            Probe.class,
            ChildJvm.home(MlxCpuEngine.class),
            ChildJvm.home(MlxLibraryTest.class),
            ChildJvm.home(Native.class))
        .property(Probe.PROPERTY, "mlx");
  }

  private static ChildJvm loading(Path home) {
    return child().property(MlxHome.PROPERTY, home);
  }

  private static void assertTells(ChildJvm child, String... parts) throws Exception {
    String text = child.probe();
    for (String part : parts) {
      assertTrue(text.contains(part), "expected '" + part + "' in: " + text);
    }
  }
}
