package dev.ferro.bench.engine;

import java.util.List;
import java.util.Locale;

/** Training or scoring. */
enum Phase {
  TRAIN("training", 32, 128, 512, 4096),
  SCORE("scoring", 1, 32, 128, 512, 4096);

  private final String title;
  private final List<Integer> batches;

  Phase(String title, Integer... batches) {
    this.title = title;
    this.batches = List.of(batches);
  }

  /** For programs: {@code train}. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For readers: {@code training}. */
  String title() {
    return title;
  }

  /** The sizes to measure unless the user names others. */
  List<Integer> batches() {
    return batches;
  }
}
