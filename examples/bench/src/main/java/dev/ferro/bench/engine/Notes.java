package dev.ferro.bench.engine;

import java.util.ArrayList;
import java.util.List;

/** Notes beside the figures. */
final class Notes {
  private final List<String> notes = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  /** Notes how a runner works on a cell. Does nothing if the text is empty. */
  void note(String runner, Cell cell, String note) {
    if (!note.isEmpty()) {
      notes.add(runner + ", " + cell + ": " + note);
    }
  }

  /** Notes why a runner has no figure in a cell. */
  void failure(String runner, Cell cell, String reason) {
    failures.add(runner + ", " + cell + " failed: " + reason);
  }

  /** All notes. */
  List<String> all() {
    return notes;
  }

  /** All failures. */
  List<String> failures() {
    return failures;
  }
}
