package dev.ferro.engine.jna;

import com.sun.jna.Platform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Where MLX's own library lies on this node: looked for once per process and when first asked. The
 * first place that has it is taken; a place that somebody named must have it, and nothing else is
 * taken in its stead.
 *
 * @param folder the folder that holds {@code libmlx} and, on macOS, {@code mlx.metallib}; null when
 *     there is none
 * @param place what people call that place; null when there is none
 * @param reason every place that was looked at, and why it would not do; null when one did
 */
record MlxHome(Path folder, String place, String reason) {
  static MlxHome get() {
    return Holder.HOME;
  }

  /** The library file itself. */
  Path library() {
    return folder.resolve(MlxFiles.LIBRARY);
  }

  private static final class Holder {
    static final MlxHome HOME = findHere();
  }

  /** On another thread: whoever interrupts the first task that asks shall not end the search. */
  private static MlxHome findHere() {
    return CompletableFuture.supplyAsync(() -> find(places())).join();
  }

  private static List<MlxPlace> places() {
    List<MlxPlace> places = new ArrayList<>(List.of(MlxNamed.byProperty(), MlxNamed.byVariable()));
    places.add(MlxJar.onClasspath());
    places.add(MlxPython.ofThisNode());
    if (Platform.isMac()) {
      places.add(new MlxHomebrew());
    }
    return places;
  }

  static MlxHome find(List<MlxPlace> places) {
    List<String> reasons = new ArrayList<>();
    for (MlxPlace place : places) {
      try {
        return new MlxHome(MlxFiles.require(place.folder()), place.name(), null);
      } catch (MlxMissing e) {
        reasons.add(place.name() + ": " + e.getMessage());
        if (place.isNamed()) {
          break;
        }
      }
    }
    return new MlxHome(null, null, "no MLX found (" + String.join("; ", reasons) + ")");
  }
}
