package dev.ferro.engine.jna;

import dev.ferro.engine.internal.mlx.MlxRelease;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What to do when a library does not load or a device does not compute. */
final class Remedies {
  /** The remedy for a failure whose text contains these words. */
  private record Remedy(String words, String text) {}

  private static final String OTHER_JDK =
      "this java loads only libraries of its own maker: run another JDK, one with the entitlement"
          + " com.apple.security.cs.disable-library-validation";

  private static final String SIGN =
      "the file is damaged, or was changed after it was signed: install or unpack it again";

  private static final String NEW_MLX =
      "if pip installed this MLX: pip install --force-reinstall mlx==" + MlxRelease.VERSION;

  private static final List<Remedy> KNOWN =
      List.of(
          new Remedy(
              "failed to map segment", "its folder forbids execution; -Djna.tmpdir names another"),
          // Texts of macOS's loader.
          new Remedy(
              "library load disallowed by system policy",
              "macOS keeps downloads of a browser in quarantine: if you trust the file, run"
                  + " xattr -d com.apple.quarantine FILE"),
          new Remedy("have different Team IDs", OTHER_JDK),
          new Remedy("mapped file has no Team ID", OTHER_JDK),
          new Remedy("code signature invalid", SIGN),
          new Remedy("code signature does not cover", SIGN),
          new Remedy("completely unsigned", SIGN),
          new Remedy(
              "incompatible architecture",
              "this java and the file are for different processors: on Apple silicon both must be"
                  + " for arm64"),
          new Remedy(
              "which is newer than running OS",
              "the file is for a newer macOS: let the pip of this Mac choose its MLX"),
          new Remedy("Library not loaded: @rpath/", NEW_MLX),
          // Texts of Ferro's MLX library.
          new Remedy(
              "a GPU that Metal shows to this process",
              "containers have none, and virtual machines only have one if they are given it"),
          new Remedy("MLX's kernels", NEW_MLX),
          new Remedy("an MLX for GPUs", "pip install 'mlx[cuda]==" + MlxRelease.VERSION + "'"),
          new Remedy(
              "a GPU that CUDA shows to this process",
              "nvidia-smi shows the driver's GPUs; CUDA_VISIBLE_DEVICES may hide them"));

  private Remedies() {}

  /** The text and, if one is known, the remedy in brackets. */
  static String after(String text) {
    return KNOWN.stream()
        .filter(remedy -> text.contains(remedy.words))
        .findFirst()
        .map(remedy -> text + " (" + remedy.text + ")")
        .orElse(text);
  }

  /** The text of a failure to load in one line, with the remedy if one is known. */
  static String after(LinkageError failure) {
    return after(line(failure));
  }

  /** The loader's text in one line. */
  static String line(LinkageError failure) {
    // JNA tries several files and lists every failure. The first is about the file we asked for.
    Throwable shown =
        Stream.of(failure.getSuppressed())
            .filter(UnsatisfiedLinkError.class::isInstance)
            .findFirst()
            .orElse(failure);
    String text = shown.getMessage() == null ? shown.toString() : shown.getMessage();
    return text.lines().map(String::strip).collect(Collectors.joining(" "));
  }
}
