package dev.ferro.examples.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network namespace for each node, joined by a bridge in a namespace of its own: the machine's
 * own network is not touched. Needs iproute2, util-linux and root.
 */
final class NamespaceNetwork implements Network {
  private static final String SUBNET = "10.77.0.";
  private static final String SWITCH = "switch";
  private static final int PORT = 7077;

  private final Path folder;
  private final Map<String, String> addresses = new LinkedHashMap<>();

  private NamespaceNetwork(Path folder) {
    this.folder = folder;
  }

  /**
   * An empty network.
   *
   * @param folder for the nodes' host file
   * @throws IOException with the reason, where namespaces cannot be made
   */
  static Network open(Path folder) throws IOException {
    NamespaceNetwork network = new NamespaceNetwork(folder);
    try {
      Commands.run("ip", "netns", "add", namespace(SWITCH));
      Commands.run("ip", "-n", namespace(SWITCH), "link", "add", "br0", "type", "bridge");
      Commands.run("ip", "-n", namespace(SWITCH), "link", "set", "br0", "up");
      return network;
    } catch (IOException e) {
      network.close();
      throw e;
    }
  }

  @Override
  public String address(String node) throws IOException {
    if (!addresses.containsKey(node)) {
      int number = addresses.size() + 1;
      addresses.put(node, SUBNET + (10 + number));
      join(node, "port" + number);
    }
    return addresses.get(node);
  }

  private void join(String node, String port) throws IOException {
    String own = namespace(node);
    String bridge = namespace(SWITCH);
    Commands.run("ip", "netns", "add", own);
    Commands.run("ip", "-n", own, "link", "set", "lo", "up");
    Commands.run(
        ("ip link add eth0 netns " + own + " type veth peer name " + port + " netns " + bridge)
            .split(" "));
    Commands.run("ip", "-n", own, "addr", "add", addresses.get(node) + "/24", "dev", "eth0");
    Commands.run("ip", "-n", own, "link", "set", "eth0", "up");
    Commands.run("ip", "-n", bridge, "link", "set", port, "master", "br0", "up");
    StringBuilder names = new StringBuilder("127.0.0.1 localhost\n");
    addresses.forEach((name, address) -> names.append(address + " " + name + "\n"));
    // In place: it is mounted on the nodes that are there.
    Files.writeString(hosts(), names);
  }

  @Override
  public int port(String node) {
    return PORT;
  }

  /** On a host of the node's name, which all nodes can look up. */
  @Override
  public List<String> on(String node, List<String> command) throws IOException {
    address(node);
    String enter =
        "hostname " + node + " && mount --bind '" + hosts() + "' /etc/hosts && exec \"$@\"";
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace(node)));
    all.addAll(List.of("unshare", "--uts", "sh", "-c", enter, node));
    all.addAll(command);
    return all;
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public String describe() {
    return "each node in a network namespace of its own";
  }

  @Override
  public void close() {
    List<String> nodes = new ArrayList<>(addresses.keySet());
    nodes.add(SWITCH);
    for (String node : nodes) {
      try {
        Commands.run("ip", "netns", "del", namespace(node));
      } catch (IOException e) {
        // It was never made; closing goes on.
        continue;
      }
    }
  }

  private Path hosts() {
    return folder.resolve("hosts");
  }

  private static String namespace(String node) {
    return "ferro-" + ProcessHandle.current().pid() + "-" + node;
  }
}
