package dev.ferro.bench.report;

import dev.ferro.engine.Platform;
import dev.ferro.examples.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Facts about Java and Ferro, and the names of their settings. */
final class SoftwareFacts {
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  private SoftwareFacts() {}

  static ReportFile.Section section() {
    FactTable facts =
        new FactTable()
            .add("Ferro", Version::text)
            .add("commit", SoftwareFacts::commit)
            .add("Java", () -> Runtime.version() + ", " + System.getProperty("java.vm.name"))
            .add("its maker", () -> System.getProperty("java.vendor"))
            .add("its processor", () -> System.getProperty("os.arch"))
            .add("its folder", JAVA_HOME::toString)
            .add("its heap at most", () -> (Runtime.getRuntime().maxMemory() >> 20) + " MiB")
            .add("settings, by name", SoftwareFacts::settings);
    if (Platform.isMac()) {
      facts
          .add("Java runs under Rosetta", () -> MachineFacts.isOn("sysctl.proc_translated"))
          .add(
              "signature of Java",
              () ->
                  Tool.says("/usr/bin/codesign", "-dv", JAVA_HOME.resolve("bin/java").toString()));
    }
    return facts.section();
  }

  /** Asks git only inside a checkout: on a Mac that never used git, it might open a dialog. */
  private static String commit() throws Exception {
    Path jar = Path.of(Version.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    for (Path folder = jar; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(".git"))) {
        return Tool.says("git", "-C", folder.toString(), "describe", "--always", "--dirty");
      }
    }
    return "not known: no checkout around the jar";
  }

  private static String settings() {
    String set =
        Stream.concat(
                System.getenv().keySet().stream(),
                System.getProperties().stringPropertyNames().stream())
            .filter(name -> name.matches("(FERRO|MLX|METAL|MTL|DYLD|JAVA|JDK)_.*|(ferro|jna)\\..*"))
            .sorted()
            .collect(Collectors.joining(", "));
    return set.isEmpty() ? "none" : set;
  }
}
