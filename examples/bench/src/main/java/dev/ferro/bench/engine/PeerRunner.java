package dev.ferro.bench.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** A peer in a process of its own, which gets commands. */
final class PeerRunner implements Runner {
  private final Peer peer;
  private final PeerProcess process;

  PeerRunner(Peer peer, PeerProcess process) {
    this.peer = peer;
    this.process = process;
  }

  @Override
  public String id() {
    return peer.id();
  }

  @Override
  public String description() {
    return process.description();
  }

  @Override
  public boolean does(Phase phase) {
    return peer.does(phase);
  }

  @Override
  public Trial open(Cell cell, SharedRows rows) {
    boolean classes =
        switch (cell.spec().loss()) {
          case CROSS_ENTROPY -> true;
          case SQUARED_ERROR -> false;
        };
    Map<String, Object> work =
        Map.of(
            "what", cell.phase().id(),
            "widths", cell.spec().widths(),
            "classes", classes,
            "batch", cell.batch(),
            "steps", cell.steps(),
            "distinct", cell.distinctBatches(),
            "features", rows.featuresFile().toString(),
            "targets", rows.targetsFile().toString());
    JsonNode opened = process.ask(Map.of("open", work));
    return new PeerTrial(process, opened.get("note").asText());
  }

  @Override
  public void close() {
    process.close();
  }

  /** The process has one trial at a time. The next one replaces it. */
  private record PeerTrial(PeerProcess process, String note) implements Trial {
    @Override
    public double seconds(int passes) {
      return process.ask(Map.of("passes", passes)).get("seconds").asDouble();
    }

    @Override
    public void close() {
      // The peer forgets the trial when it opens another.
    }
  }
}
