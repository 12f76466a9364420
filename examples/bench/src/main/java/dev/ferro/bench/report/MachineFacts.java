package dev.ferro.bench.report;

import com.sun.management.OperatingSystemMXBean;
import dev.ferro.engine.Platform;
import dev.ferro.examples.job.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Facts about this machine and this process, from the operating system. */
final class MachineFacts {
  private static final String SYSCTL = "/usr/sbin/sysctl";

  /** The lines of {@code system_profiler} about a GPU. Others describe displays. */
  private static final Set<String> OF_GPUS =
      Set.of("Chipset Model", "Type", "Total Number of Cores", "Vendor", "Metal Support", "Metal");

  private MachineFacts() {}

  static ReportFile.Section section() {
    FactTable facts = new FactTable();
    if (Platform.isMac()) {
      addMac(facts);
    } else {
      addOther(facts);
    }
    return facts
        .add("kernel", () -> Tool.says("uname", "-srm"))
        .add("cores for this process", () -> "" + Runtime.getRuntime().availableProcessors())
        .add("memory", MachineFacts::memory)
        .add("busy before", Machine::load)
        .add("started by", MachineFacts::parent)
        .add("over ssh", () -> yes(System.getenv("SSH_CONNECTION") != null))
        .section();
  }

  private static void addMac(FactTable facts) {
    facts
        .add("system", () -> Tool.says("/usr/bin/sw_vers"))
        .add("model", () -> Tool.says(SYSCTL, "-n", "hw.model"))
        .add("chip", () -> Tool.says(SYSCTL, "-n", "machdep.cpu.brand_string"))
        .add("cores", () -> Tool.says(SYSCTL, "hw.physicalcpu", "hw.logicalcpu"))
        .add("fast cores", () -> Tool.says(SYSCTL, "-n", "hw.perflevel0.physicalcpu"))
        .add("GPU", () -> gpus(Tool.says("/usr/sbin/system_profiler", "SPDisplaysDataType")))
        .add("virtual machine", () -> isOn("kern.hv_vmm_present"))
        .add("session", () -> session(Tool.says("/bin/launchctl", "managername")))
        .add(
            "power", () -> Tool.says("/usr/bin/pmset", "-g", "batt").lines().findFirst().orElse(""))
        .add("Gatekeeper", () -> Tool.says("/usr/sbin/spctl", "--status"));
  }

  private static void addOther(FactTable facts) {
    facts
        .add("system", MachineFacts::linuxName)
        .add("chip", Machine::processor)
        .add("GPU", () -> Tool.says("nvidia-smi", "-L"));
  }

  /** The lines of {@code system_profiler SPDisplaysDataType} about GPUs. */
  static String gpus(String said) {
    return said.lines()
        .map(String::strip)
        .filter(line -> OF_GPUS.contains(line.split(":", 2)[0]))
        .collect(Collectors.joining("\n"));
  }

  /** Explains launchd's name for a session. */
  static String session(String manager) {
    return manager
        + switch (manager) {
          case "Aqua" -> ": of a user who is logged in at the screen";
          case "StandardIO" -> ": of a user who came over the network";
          case "Background" -> ": of a user, without the screen";
          case "LoginWindow" -> ": of the login window";
          case "System" -> ": a daemon";
          default -> "";
        };
  }

  private static String linuxName() throws IOException {
    return Files.readAllLines(Path.of("/etc/os-release")).stream()
        .filter(line -> line.startsWith("PRETTY_NAME="))
        .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
        .findFirst()
        .orElse(System.getProperty("os.name"));
  }

  private static String memory() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return String.format(
        Locale.ROOT,
        "%.1f GiB, %.1f free",
        system.getTotalMemorySize() / (double) (1 << 30),
        system.getFreeMemorySize() / (double) (1 << 30));
  }

  /** The name of the parent's program, without its folder. */
  private static String parent() {
    return ProcessHandle.current()
        .parent()
        .flatMap(parent -> parent.info().command())
        .map(command -> Path.of(command).getFileName().toString())
        .orElse("a process of another user");
  }

  /** Whether the system says 1 to a name of {@code sysctl}. */
  static String isOn(String name) {
    return yes(Tool.says(SYSCTL, "-n", name).equals("1"));
  }

  private static String yes(boolean is) {
    return is ? "yes" : "no";
  }
}
