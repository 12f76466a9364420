package dev.ferro.engine.jna;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.engine.internal.files.Owners;
import dev.ferro.engine.internal.mlx.MlxRelease;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The copy that lies beside MLX's files is where no other user can swap it, and is checked. */
class MlxLinkFolderTest {
  @TempDir Path folder;

  @Test
  void liesInAFolderOfThisUsers() throws Exception {
    Owners.requirePosix();
    byte[] content = {1, 2, 3};
    Path packed = Files.write(folder.resolve("libferro_mlx.so"), content);
    Path mlx = Files.createDirectory(folder.resolve("mlx"));
    Files.write(mlx.resolve(MlxRelease.LIBRARY), new byte[] {4});
    LibraryFile unpacked = LibraryFile.unpack(packed.toUri().toURL(), folder);
    LibraryFile copy = MlxLinkFolder.of(unpacked, mlx);
    Path file = copy.file().toPath();
    assertEquals(NativesFolder.get(), file.getParent().getParent());
    assertEquals("rwx------", Owners.permissions(file.getParent()));
    assertEquals("rwx------", Owners.permissions(NativesFolder.get()));
    assertArrayEquals(content, Files.readAllBytes(file));
    assertEquals(
        mlx.resolve(MlxRelease.LIBRARY),
        Files.readSymbolicLink(file.resolveSibling(MlxRelease.LIBRARY)));
    Files.write(file, new byte[] {1, 2, 4});
    String reason = assertThrows(LibraryUnavailableException.class, copy::open).getMessage();
    assertTrue(reason.contains("was changed after it was unpacked"), reason);
  }
}
