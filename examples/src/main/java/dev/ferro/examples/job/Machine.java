package dev.ferro.examples.job;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** This machine, in words. */
public final class Machine {
  private static final Path LINUX_PROCESSORS = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** {@code AMD EPYC, 2 cores, Linux 6.1 amd64}. */
  public static String describe() {
    return processor()
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores, "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + " "
        + System.getProperty("os.arch");
  }

  /** The lines above measured figures: the machine, Java, and how busy the machine was before. */
  public static String header() {
    return "machine: "
        + describe()
        + "\njava machine: "
        + java()
        + "\nbusy before: "
        + load()
        + '\n';
  }

  /** {@code OpenJDK 64-Bit Server VM 17.0.21+2}. */
  public static String java() {
    return System.getProperty("java.vm.name") + " " + Runtime.version();
  }

  /** How busy it is: {@code 1.2 of 2 cores}, in the last minute. */
  public static String load() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    return String.format(
        Locale.ROOT,
        "%.1f of %d cores",
        system.getSystemLoadAverage(),
        system.getAvailableProcessors());
  }

  /** {@code AMD EPYC}, or the kind of processor if the system does not give its name. */
  public static String processor() {
    if (!Files.isReadable(LINUX_PROCESSORS)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(LINUX_PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
