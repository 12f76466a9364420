package dev.ferro.engine.jna;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import dev.ferro.engine.ChildJvm;
import dev.ferro.engine.RequiredEngines;
import dev.ferro.engine.internal.files.CacheFolder;
import dev.ferro.engine.internal.files.CompressedJar;
import dev.ferro.engine.internal.mlx.MlxHome;
import dev.ferro.engine.internal.mlx.MlxRelease;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.XZInputStream;

/** A node whose only MLX is the one in a jar computes with it, as Macs do. */
class MlxFromJarTest {
  @TempDir Path folder;

  @Test
  void computesWithTheUnpackedLibrary() throws Exception {
    assumeTrue(Platform.isLinux(), "Macs have a jar of their own");
    RequiredEngines.require(new MlxCpuEngine());
    Path library = MlxLibrary.home().library();
    CompressedJar jar =
        new CompressedJar(folder.resolve("jar"))
            .with(MlxRelease.LIBRARY, Files.readAllBytes(library));
    // Where the wheel for Linux has MLX's BLAS, which its library finds by a relative path.
    Path blas = library.resolve("../../../mlx_cpu.libs").normalize();
    assertEquals(
        new MlxCpuEngine().description().replace(MlxLibrary.home().source(), "jar with MLX"),
        child(jar).variable("LD_LIBRARY_PATH", blas.toString()).probe());
  }

  @Test
  void refusesWhatIsNoLibrary() throws Exception {
    assumeTrue(Platform.isLinux(), "Macs have a jar of their own");
    byte[] garbage = "this is no library".getBytes(StandardCharsets.UTF_8);
    String text = child(new CompressedJar(folder).with(MlxRelease.LIBRARY, garbage)).probe();
    assertTrue(text.startsWith("cannot load " + folder.resolve("cache")), text);
  }

  /** Knows of no other MLX. */
  private ChildJvm child(CompressedJar jar) {
    return ChildJvm.running(
            MlxProbe.class,
            jar.root(),
            ChildJvm.home(MlxCpuEngine.class),
            ChildJvm.home(MlxProbe.class),
            ChildJvm.home(Native.class),
            ChildJvm.home(XZInputStream.class))
        .property(CacheFolder.PROPERTY, folder.resolve("cache"))
        .variable(MlxHome.VARIABLE, "")
        .variable("FERRO_PYTHON", "no-such-python");
  }
}
