package dev.ferro.engine.jna;

import dev.ferro.engine.Engine;
import dev.ferro.engine.EngineUnavailableException;
import dev.ferro.engine.Network;
import dev.ferro.engine.NetworkSpec;
import java.util.Optional;

/**
 * Apple's MLX through its C++ interface, on one device of this machine. One thread of the process
 * owns MLX. Calls on several networks take turns there.
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
    FerroLibrary library = MlxLibrary.get();
    if (library.api() == null) {
      return library.reason();
    }
    String failure = FerroLibrary.probe(library.api(), device);
    return failure == null ? null : Remedies.after(failure);
  }

  /** Why this platform cannot have the device, or null if it can. Loads nothing. */
  abstract String platformReason();

  @Override
  public final String description() {
    return api().ferro_description(device) + ", from " + MlxLibrary.home().source();
  }

  @Override
  public final Execution execution() {
    return device == FerroApi.GPU ? Execution.GPU : Execution.OWN_THREADS;
  }

  @Override
  public final Network open(NetworkSpec spec) {
    return NativeNetwork.open(api(), device, spec);
  }

  private FerroApi api() {
    unusableReason()
        .ifPresent(
            text -> {
              throw new EngineUnavailableException(
                  "[" + id + "] expected a usable library and device, got: " + text);
            });
    return MlxLibrary.get().api();
  }
}
