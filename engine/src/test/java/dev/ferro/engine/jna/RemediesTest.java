package dev.ferro.engine.jna;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each known failure comes with what to do about it. */
class RemediesTest {
  private static final String SIGNED =
      "dlopen(/x/libmlx.dylib, 0x0006): tried: '/x/libmlx.dylib' (code signature in <1E97>"
          + " '/x/libmlx.dylib' not valid for use in process: %s)";

  @ParameterizedTest
  @CsvSource({
    "library load disallowed by system policy, 'xattr -d com.apple.quarantine'",
    "mapping process and mapped file (non-platform) have different Team IDs, run another JDK",
    "mapped file has no Team ID and is not a platform binary (signed with custom identity or"
        + " adhoc?), cs.disable-library-validation",
    "'mapped file has no cdhash, completely unsigned? Code has to be at least ad-hoc signed.',"
        + " unpack it again",
  })
  void aSignatureThatMacOsRefuses(String words, String remedy) {
    assertRemedied(SIGNED.formatted(words), remedy.replace("'", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "code signature invalid in <1E97> '/x/libmlx.dylib' (errno=1), install or unpack it again",
    "code signature does not cover entire file up to signature, install or unpack it again",
    "'mach-o file, but is an incompatible architecture (have ''x86_64'', need ''arm64'')',"
        + " both must be for arm64",
    "Library not loaded: @rpath/libjaccl.dylib (built for macOS 26.2 which is newer than running"
        + " OS), for a newer macOS",
    "Library not loaded: @rpath/libjaccl.dylib Reason: no LC_RPATH's found, --force-reinstall mlx==",
    "failed to map segment from shared object, -Djna.tmpdir names another",
  })
  void aFileThatDoesNotLoad(String words, String remedy) {
    assertRemedied("dlopen(/x/libmlx.dylib, 0x0006): " + words, remedy);
  }

  @ParameterizedTest
  @CsvSource({
    "'a GPU that Metal shows to this process, got [metal::load_device] No Metal device available.',"
        + " containers have none",
    "'a GPU that Metal shows to this process, which MLX needs on the CPU too, got [metal::load_"
        + "device] No Metal device available.', containers have none",
    "'Metal to load MLX''s kernels, got Can not load metallib from specified location',"
        + " --force-reinstall mlx==",
    "'MLX''s kernels for Metal in /x/mlx.metallib, got no file', --force-reinstall mlx==",
    "'an MLX for GPUs, got one without', mlx[cuda]==",
    "'a GPU that CUDA shows to this process, got none', CUDA_VISIBLE_DEVICES",
  })
  void aDeviceThatIsNotThere(String words, String remedy) {
    assertRemedied("[open] expected " + words, remedy);
  }

  @Test
  void anythingElseStaysAsItIs() {
    String text = "[open] expected MLX 0.32.4 on Apple M1 to train a row, got what nobody knows";
    assertEquals(text, Remedies.after(text));
  }

  @Test
  void theLoadersWordsComeInOneLine() {
    UnsatisfiedLinkError first =
        new UnsatisfiedLinkError(
            "dlopen(/x/libmlx.dylib, 0x0006): Library not loaded: @rpath/libjaccl.dylib\n"
                + "  Referenced from: <1E97> /x/libmlx.dylib\n  Reason: no LC_RPATH's found");
    UnsatisfiedLinkError jna =
        new UnsatisfiedLinkError("Unable to load library '/x/libmlx.dylib':\n" + first);
    jna.addSuppressed(first);
    jna.addSuppressed(new IOException("not found in resource path"));
    assertEquals(
        "dlopen(/x/libmlx.dylib, 0x0006): Library not loaded: @rpath/libjaccl.dylib Referenced"
            + " from: <1E97> /x/libmlx.dylib Reason: no LC_RPATH's found",
        Remedies.line(jna));
    assertEquals("java.lang.NoClassDefFoundError", Remedies.line(new NoClassDefFoundError()));
  }

  @Test
  void jnaPassesTheLoadersWordsOn() {
    UnsatisfiedLinkError failure =
        assertThrows(
            UnsatisfiedLinkError.class, () -> NativeLibrary.getInstance("/nowhere/libnone.so"));
    String line = Remedies.line(failure);
    assertTrue(line.contains("/nowhere/libnone.so"), line);
    assertFalse(line.contains("Unable to load library"), line);
  }

  private static void assertRemedied(String failure, String remedy) {
    String text = Remedies.after(failure);
    assertTrue(text.startsWith(failure + " (") && text.endsWith(")"), text);
    assertTrue(text.substring(failure.length()).contains(remedy), text);
  }
}
