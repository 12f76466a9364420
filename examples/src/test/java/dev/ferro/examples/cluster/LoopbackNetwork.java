package dev.ferro.examples.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;

/**
 * All nodes on this machine's loopback address.
 *
 * @param reason why not in namespaces
 */
record LoopbackNetwork(String reason) implements Network {
  private static final String ADDRESS = "127.0.0.1";

  @Override
  public String address(String node) {
    return ADDRESS;
  }

  @Override
  public int port(String node) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(ADDRESS))) {
      return socket.getLocalPort();
    }
  }

  @Override
  public List<String> on(String node, List<String> command) {
    return command;
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("SPARK_LOCAL_IP", ADDRESS, "SPARK_LOCAL_HOSTNAME", ADDRESS);
  }

  @Override
  public String describe() {
    return "all nodes on loopback (" + reason + ")";
  }

  @Override
  public void close() {}
}
