package dev.ferro.bench.engine;

import dev.ferro.engine.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All runners, Ferro's first. Closing ends the peers. */
record Runners(List<Runner> all) implements AutoCloseable {
  /**
   * Starts all runners, and installs missing peers.
   *
   * @param temp a folder that outlives them
   */
  static Runners start(List<Engine> engines, List<Peer> peers, Path temp) {
    Runners runners = new Runners(new ArrayList<>());
    try {
      engines.forEach(engine -> runners.all.add(new EngineRunner(engine)));
      PeerEnvironment environment = PeerEnvironment.with(peers);
      for (Peer peer : peers) {
        runners.all.add(new PeerRunner(peer, environment.start(peer, temp)));
      }
      return runners;
    } catch (RuntimeException e) {
      runners.close();
      throw e;
    }
  }

  /** Ferro's runners only. */
  List<Runner> engines() {
    return all.stream().filter(EngineRunner.class::isInstance).toList();
  }

  /** Their ids. */
  List<String> ids() {
    return all.stream().map(Runner::id).toList();
  }

  @Override
  public void close() {
    all.forEach(Runner::close);
  }
}
