package dev.ferro.engine.jna;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What to do about a failure that the system's loader, or MLX, tells: known by its words. */
final class Remedies {
  private record Remedy(String words, String text) {}

  private static final String OTHER_JDK =
      "this java is signed so that it loads nothing but its maker's libraries: run another JDK, one"
          + " with the entitlement com.apple.security.cs.disable-library-validation";

  private static final String SIGN =
      "macOS finds the file's signature wrong or missing: it is damaged, or was changed after it was"
          + " signed; install or unpack it anew";

  private static final String NEW_MLX =
      "install MLX anew: pip install --force-reinstall mlx==" + MlxLibrary.VERSION;

  private static final List<Remedy> KNOWN =
      List.of(
          new Remedy(
              "failed to map segment", "its folder forbids execution; -Djna.tmpdir names another"),
          // From here on dyld's words, and those of macOS that it passes on.
          new Remedy(
              "library load disallowed by system policy",
              "macOS keeps the file in quarantine, as it does with what a browser has loaded; if you"
                  + " trust it, 'xattr -d com.apple.quarantine' with the file's name lets it go"),
          new Remedy("have different Team IDs", OTHER_JDK),
          new Remedy("mapped file has no Team ID", OTHER_JDK),
          new Remedy("code signature invalid", SIGN),
          new Remedy("code signature does not cover", SIGN),
          new Remedy("completely unsigned", SIGN),
          new Remedy(
              "incompatible architecture",
              "this JVM and the file are for different processors: on Apple silicon both must be for"
                  + " arm64"),
          new Remedy(
              "which is newer than running OS",
              "the file is for a newer macOS: the pip of this Mac chooses the MLX that fits it"),
          new Remedy("Library not loaded: @rpath/", NEW_MLX),
          // From here on what Ferro's MLX library tells of the device.
          new Remedy(
              "a GPU that Metal shows to this process",
              "containers have none, nor have virtual machines that are given none; a daemon should"
                  + " have it, since MLX asks for all GPUs of the Mac and not for its screen's"),
          new Remedy("MLX's kernels", NEW_MLX),
          new Remedy("an MLX for GPUs", "pip install 'mlx[cuda]==" + MlxLibrary.VERSION + "'"),
          new Remedy(
              "a GPU that CUDA shows to this process",
              "nvidia-smi shows what the driver has; CUDA_VISIBLE_DEVICES may hide it"));

  private Remedies() {}

  /** The text and, in brackets, what to do about it where that is known. */
  static String after(String text) {
    return KNOWN.stream()
        .filter(remedy -> text.contains(remedy.words))
        .findFirst()
        .map(remedy -> text + " (" + remedy.text + ")")
        .orElse(text);
  }

  /** The same for a failure to load, in one line. */
  static String after(LinkageError failure) {
    return after(line(failure));
  }

  /** What a failure tells, in one line. */
  static String line(LinkageError failure) {
    // JNA tries several files and lists what it got: the first is the one that was asked for.
    Throwable told =
        Stream.of(failure.getSuppressed())
            .filter(UnsatisfiedLinkError.class::isInstance)
            .findFirst()
            .orElse(failure);
    String text = told.getMessage() == null ? told.toString() : told.getMessage();
    return text.lines().map(String::strip).collect(Collectors.joining(" "));
  }
}
