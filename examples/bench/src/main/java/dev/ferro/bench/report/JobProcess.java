package dev.ferro.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ferro.examples.Main;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs Java in a separate process, with the options of this one. A crash only ends that process.
 *
 * @param scratch a folder for the logs of crashes
 * @param limit how long a process may take
 */
record JobProcess(Path scratch, Duration limit) {
  /**
   * Runs a job and returns its section.
   *
   * @param job its name and options
   * @param hidden more options, for this report alone
   */
  ReportFile.Section section(List<String> job, String... hidden) throws IOException {
    List<String> arguments = new ArrayList<>(job);
    arguments.addAll(List.of(hidden));
    return section("examples/run " + String.join(" ", job), Main.class, arguments);
  }

  /**
   * Runs a program and returns its section.
   *
   * @param name shown to readers
   */
  ReportFile.Section section(String name, Class<?> main, List<String> arguments)
      throws IOException {
    Path crash = scratch.resolve("crash.log");
    Files.deleteIfExists(crash);
    long began = System.nanoTime();
    Ended ended = Ended.run(limit, command(main, crash, arguments));
    double seconds = (System.nanoTime() - began) / 1e9;
    boolean crashed = Files.exists(crash);
    String outcome = crashed ? "crashed" : ended.how();
    String text =
        String.format(Locale.ROOT, "`%s`: %s (%.1f s)%n%n", name, outcome, seconds)
            + block(ended.said());
    if (crashed) {
      text +=
          "\nWhere it crashed:\n\n"
              + block(CrashLog.place(new String(Files.readAllBytes(crash), UTF_8)));
    }
    return new ReportFile.Section(outcome, text);
  }

  private static String block(String text) {
    return "```text\n" + text + "\n```\n";
  }

  private static List<String> command(Class<?> main, Path crash, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-agent") && !option.startsWith("-javaagent"))
        .forEach(command::add);
    command.add("-XX:ErrorFile=" + crash);
    command.add("-XX:-CreateCoredumpOnCrash");
    command.addAll(List.of("-cp", classPath(), main.getName()));
    command.addAll(arguments);
    return command;
  }

  /** If spark-submit started this process, the jars that it adds come first. */
  private static String classPath() {
    List<String> entries = new ArrayList<>();
    if (Main.class.getClassLoader() instanceof URLClassLoader added) {
      for (URL jar : added.getURLs()) {
        entries.add(Path.of(URI.create(jar.toString())).toString());
      }
    }
    entries.add(System.getProperty("java.class.path"));
    return String.join(File.pathSeparator, entries);
  }
}
