package dev.ferro.engine.internal.mlx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of MLX's that is not what pip installed is refused. */
class PipRecordTest {
  /** The SHA-256 of {@code kernels}, as {@code sha256sum} and as pip write it. */
  private static final String HEX =
      "e98f56f907c45b8a6621bdf148bdb5afdd9cba932fd4d9898890733e094d9f45";

  private static final String PIPS = "6Y9W-QfEW4pmIb3xSL21r92cupMv1NmJiJBzPglNn0U";

  @TempDir Path site;
  private Path file;

  @BeforeEach
  void install() throws Exception {
    file = Files.createDirectories(site.resolve("mlx/lib")).resolve("mlx.metallib");
    Files.writeString(file, "kernels");
    Path info = Files.createDirectory(site.resolve("mlx_metal-0.32.4.dist-info"));
    Files.createDirectory(site.resolve("mlx-0.32.4.dist-info"));
    Files.writeString(
        info.resolve("RECORD"),
        "mlx/lib/libmlx.dylib,sha256="
            + "A".repeat(43)
            + ",3\nmlx/lib/mlx.metallib,sha256="
            + PIPS
            + ",7\nmlx_metal-0.32.4.dist-info/RECORD,,\n");
  }

  @Test
  void whatPipInstalledPasses() throws Exception {
    PipRecord.requireSame(file);
  }

  @Test
  void aFileThatWasCutShort() throws Exception {
    Files.writeString(file, "kern");
    assertEquals(
        file
            + " is not what pip installed: expected 7 bytes with SHA-256 "
            + HEX
            + ", got 4 bytes with SHA-256 65e2d70166c9a802b7ad2a87129b8945f083e5f268878790a9d1f1c03f47938d"
            + " (pip install --force-reinstall mlx=="
            + MlxRelease.VERSION
            + ")",
        reason());
  }

  @Test
  void aFileThatChanged() throws Exception {
    Files.writeString(file, "Kernels");
    assertTrue(reason().contains("expected 7 bytes with SHA-256 " + HEX + ", got 7 bytes with"));
  }

  /** A list that an earlier version left behind, and one that is no text. */
  @Test
  void anyListThatKnowsTheFileSoWillDo() throws Exception {
    String stale = "mlx/lib/mlx.metallib,sha256=" + "A".repeat(43) + ",8\n";
    Path older = Files.createDirectory(site.resolve("mlx-0.1.dist-info"));
    Files.writeString(older.resolve("RECORD"), stale);
    // Folders come in any order: this one's stale line surely comes first.
    Path list = site.resolve("mlx_metal-0.32.4.dist-info/RECORD");
    Files.writeString(list, stale + Files.readString(list));
    Path other = Files.createDirectory(site.resolve("mlx_more-1.dist-info"));
    Files.write(other.resolve("RECORD"), new byte[] {(byte) 0xff, '\n'});
    PipRecord.requireSame(file);
    Files.writeString(file, "Kernels");
    assertTrue(reason().contains(" is not what pip installed: expected "));
  }

  @Test
  void aPathWithDetoursIsTheSameFile() throws Exception {
    Files.writeString(file, "Kernels");
    Path detour = site.resolve("mlx/../mlx/lib/./mlx.metallib");
    assertThrows(MlxNotFoundException.class, () -> PipRecord.requireSame(detour));
  }

  @Test
  void aFileThatPipDoesNotKnowPasses() throws Exception {
    Path other = Files.writeString(file.resolveSibling("other"), "anything");
    PipRecord.requireSame(other);
    Files.delete(site.resolve("mlx_metal-0.32.4.dist-info/RECORD"));
    Files.writeString(file, "Kernels");
    PipRecord.requireSame(file);
  }

  @Test
  void theMlxOfThisNodeIsWhatPipInstalled() throws Exception {
    String python = System.getenv(MlxLocation.Python.VARIABLE);
    assumeTrue(python != null, "FERRO_PYTHON names no Python with MLX");
    Path library = MlxHome.find(List.of(MlxLocation.Python.ofThisNode())).library();
    PipRecord.requireSame(library);
    Path record = Path.of("mlx_cpu-" + MlxRelease.VERSION + ".dist-info", "RECORD");
    Path list = library.getParent().resolve("../..").normalize().resolve(record);
    assumeTrue(Files.exists(list), "this MLX is not the one for Linux and CPUs");
    Path copy = Files.createDirectories(site.resolve("copy/mlx/lib")).resolve(MlxRelease.LIBRARY);
    Files.writeString(copy, "no library");
    Path info = Files.createDirectories(site.resolve("copy/mlx_cpu-1.dist-info"));
    Files.copy(list, info.resolve("RECORD"));
    String reason =
        assertThrows(MlxNotFoundException.class, () -> PipRecord.requireSame(copy)).getMessage();
    assertTrue(reason.contains("expected " + Files.size(library) + " bytes with "), reason);
  }

  private String reason() {
    return assertThrows(MlxNotFoundException.class, () -> PipRecord.requireSame(file)).getMessage();
  }
}
