package dev.ferro.bench.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Checks that the JIT still vectorises the loops of the Java engine. */
final class VectorisationCheck {
  /** Vectorised loops reach 30 % and more. With one float at a time they reach less than 10 %. */
  static final double EXPECTED_SHARE = 0.25;

  private static final int BATCH = 128;

  private VectorisationCheck() {}

  /**
   * A warning, if something is wrong.
   *
   * @param shape a network wide enough that its products take most of the time
   */
  static Optional<String> warning(List<Figure> figures, String shape) {
    return figures.stream()
        .filter(figure -> figure.runner().equals("java") && figure.shape().equals(shape))
        .filter(figure -> figure.what().equals(Phase.TRAIN.id()) && figure.batch() == BATCH)
        .filter(figure -> figure.shareOfPeak() != null && figure.shareOfPeak() < EXPECTED_SHARE)
        .findFirst()
        .map(VectorisationCheck::words);
  }

  private static String words(Figure figure) {
    return String.format(
        Locale.ROOT,
        "expected the java engine to reach %.0f %% of the core's peak when training %s at batch %d,"
            + " got %.0f %%: the JIT does not vectorise its loops (dev.ferro.engine.java.Matrices)",
        100 * EXPECTED_SHARE,
        figure.shape(),
        figure.batch(),
        100 * figure.shareOfPeak());
  }
}
