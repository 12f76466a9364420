package dev.ferro.engine.internal.mlx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MLX is found where it should be. If not, the reason lists every location. */
class MlxHomeTest {
  private static final MlxLocation.Configured NOBODY =
      new MlxLocation.Configured("ferro.mlx.home", null);

  @TempDir Path folder;

  @Test
  void aNamedFolderMayBeThePackageOrItsLib() throws IOException {
    Path lib = mlxIn(folder.resolve("mlx"));
    for (Path named : List.of(lib, lib.getParent())) {
      MlxHome home = MlxHome.find(List.of(NOBODY, naming(named)));
      assertEquals(new MlxHome(lib, "FERRO_MLX_HOME", null), home);
      assertEquals(lib.resolve(System.mapLibraryName("mlx")), home.library());
    }
  }

  @Test
  void nothingElseIsTakenInPlaceOfANamedFolder() throws Exception {
    Path installed = mlxIn(folder.resolve("site/mlx"));
    MlxLocation.Python python = python("echo " + installed.getParent());
    assertEquals(installed, MlxHome.find(List.of(NOBODY, python)).folder());

    MlxHome home = MlxHome.find(List.of(NOBODY, naming(folder.resolve("wrong")), python));
    assertNull(home.folder());
    assertEquals(
        "no MLX found (ferro.mlx.home: not set; FERRO_MLX_HOME: no %s in %s or its lib)"
            .formatted(MlxRelease.LIBRARY, folder.resolve("wrong")),
        home.reason());
  }

  @Test
  void everyPlaceLookedAtIsTold() throws Exception {
    MlxHome home =
        MlxHome.find(
            List.of(
                NOBODY,
                new MlxLocation.Configured("FERRO_MLX_HOME", " "),
                new MlxLocation.Python("no-such-python", Duration.ofSeconds(20))));
    assertEquals(
        "no MLX found (ferro.mlx.home: not set; FERRO_MLX_HOME: not set; Python's package mlx:"
            + " no no-such-python (FERRO_PYTHON names another))",
        home.reason());
  }

  @Test
  void theMetalKernelsBelongToIt() throws Exception {
    Path lib = mlxIn(folder.resolve("mlx"));
    assertEquals(lib, MlxHome.require(lib, MlxRelease.FILES_ON_MAC));
    Path info = Files.createDirectory(folder.resolve("mlx_metal-1.dist-info"));
    Files.writeString(
        info.resolve("RECORD"), "mlx/lib/mlx.metallib,sha256=" + "A".repeat(43) + ",8");
    assertTrue(reasonOnAMac(lib).startsWith(lib.resolve("mlx.metallib") + " is not what pip "));
    Files.delete(lib.resolve("mlx.metallib"));
    assertEquals("no readable mlx.metallib in " + lib, reasonOnAMac(lib));
  }

  private static String reasonOnAMac(Path lib) {
    return assertThrows(
            MlxNotFoundException.class, () -> MlxHome.require(lib, MlxRelease.FILES_ON_MAC))
        .getMessage();
  }

  @Test
  void aPackageMayLieInSeveralFolders() throws Exception {
    Path lib = mlxIn(folder.resolve("b/mlx"));
    MlxLocation.Python python =
        python("echo '" + folder.resolve("a/mlx") + "'; echo '" + lib.getParent() + "'");
    assertEquals(lib, MlxHome.find(List.of(python)).folder());
  }

  @Test
  void pythonWithoutMlx() throws Exception {
    assertTells(MlxHome.find(List.of(python("exit 0"))), "not known to ", "FERRO_PYTHON");
    assertTells(MlxHome.find(List.of(python("echo /nowhere/mlx"))), "in the lib of /nowhere/mlx");
  }

  @Test
  void pythonThatFails() throws Exception {
    assertTells(MlxHome.find(List.of(python("exit 3"))), "failed with status 3");
  }

  @Test
  void pythonThatHangsIsStoppedWithAllItStarted() throws Exception {
    Path pid = folder.resolve("pid");
    String script = script("echo $$ >" + pid + "; sleep 600 & wait").toString();
    MlxLocation.Python python = new MlxLocation.Python(script, Duration.ofMillis(1500));
    assertTells(MlxHome.find(List.of(python)), "gave no answer in 1.5 s");
    // A busy machine may have stopped it before it wrote.
    String left = Files.exists(pid) ? Files.readString(pid).strip() : "";
    if (!left.isEmpty()) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(60),
          () ->
              ProcessHandle.of(Long.parseLong(left)).ifPresent(process -> process.onExit().join()));
    }
  }

  @Test
  void pythonIsGivenNoInputToWaitFor() throws Exception {
    MlxLocation.Python python =
        new MlxLocation.Python(script("cat; exit 3").toString(), Duration.ofSeconds(60));
    assertTells(MlxHome.find(List.of(python)), "failed with status 3");
  }

  @Test
  void thePythonOfThisNodeIsAsked() {
    String python = System.getenv(MlxLocation.Python.VARIABLE);
    assumeTrue(python != null, "FERRO_PYTHON names no Python with MLX");
    MlxHome home = MlxHome.find(List.of(MlxLocation.Python.ofThisNode()));
    assertTrue(Files.exists(home.library()), home.toString());
    assertEquals("Python's package mlx", home.source());
  }

  private static MlxLocation.Configured naming(Path named) {
    return new MlxLocation.Configured(MlxHome.VARIABLE, named.toString());
  }

  /** What pip installs, as far as it is looked at; returns the folder of the library. */
  private static Path mlxIn(Path home) throws IOException {
    Path lib = Files.createDirectories(home.resolve("lib"));
    Files.writeString(lib.resolve(System.mapLibraryName("mlx")), "a library");
    Files.writeString(lib.resolve("mlx.metallib"), "kernels");
    return lib;
  }

  private MlxLocation.Python python(String answer) throws IOException {
    return new MlxLocation.Python(script(answer).toString(), Duration.ofSeconds(20));
  }

  private Path script(String commands) throws IOException {
    Path script = Files.createTempFile(folder, "python", "");
    Files.writeString(script, "#!/bin/sh\n" + commands + "\n");
    assertTrue(script.toFile().setExecutable(true));
    return script;
  }

  private static void assertTells(MlxHome home, String... parts) {
    assertNull(home.folder(), home.toString());
    for (String part : parts) {
      assertTrue(home.reason().contains(part), "expected '" + part + "' in: " + home.reason());
    }
  }
}
