package dev.ferro.engine.jna;

import dev.ferro.engine.Engine;
import dev.ferro.engine.EngineUnavailableException;
import dev.ferro.engine.Network;
import dev.ferro.engine.NetworkSpec;
import java.util.Optional;

/**
 * Apple's MLX by way of its C++ interface, on one device of this machine. One thread of the process
 * owns MLX; calls on several networks take turns there.
 */
abstract class MlxEngine implements Engine {
  private final String id;
  private final int device;
  private Optional<String> reason;

  MlxEngine(String id, int device) {
    this.id = id;
    this.device = device;
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final synchronized Optional<String> unusableReason() {
    if (reason == null) {
      reason = Optional.ofNullable(findReason());
    }
    return reason;
  }

  private String findReason() {
    String platform = platformReason();
    if (platform != null) {
      return platform;
    }
    LoadedFerro library = MlxLibrary.get();
    if (library.ferro() == null) {
      return library.reason();
    }
    String refusal = LoadedFerro.probe(library.ferro(), device);
    return refusal == null ? null : Remedies.after(refusal);
  }

  /** Why this platform cannot have the device; null when it can. Loads nothing. */
  abstract String platformReason();

  @Override
  public final String description() {
    return ferro().ferro_description(device) + ", from " + MlxHome.get().place();
  }

  @Override
  public final Network open(NetworkSpec spec) {
    return NativeNetwork.open(ferro(), device, spec);
  }

  private Ferro ferro() {
    unusableReason()
        .ifPresent(
            text -> {
              throw new EngineUnavailableException(
                  "[" + id + "] expected a usable library and device, got: " + text);
            });
    return MlxLibrary.get().ferro();
  }
}
