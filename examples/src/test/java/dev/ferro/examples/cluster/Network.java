package dev.ferro.examples.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the nodes of a cluster of processes are joined by; a node exists once it is named. */
interface Network extends AutoCloseable {
  /** A network namespace with an address of its own for each node, or loopback for all. */
  static Network open(Path folder) {
    try {
      return NamespaceNetwork.open(folder);
    } catch (IOException e) {
      return new LoopbackNetwork(e.getMessage());
    }
  }

  /** The node's address, as the others see it. */
  String address(String node) throws IOException;

  /** A port that a server may listen to there. */
  int port(String node) throws IOException;

  /** The command that runs a command on the node, as the same process. */
  List<String> on(String node, List<String> command) throws IOException;

  /** Environment variables that every process needs. */
  Map<String, String> environment();

  /** For people. */
  String describe();

  @Override
  void close();
}
