package dev.ferro.examples;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/** The jobs in the help text: first those of the examples, then those of each provider. */
final class JobList implements IHelpSectionRenderer {
  private final Map<String, String> headings = new LinkedHashMap<>();

  /** Adds a provider's jobs to the command line, and to this list. */
  void add(JobProvider provider, CommandLine commands) {
    provider
        .jobs()
        .forEach(
            job -> {
              CommandLine added = new CommandLine(job);
              commands.addSubcommand(added);
              headings.put(added.getCommandName(), provider.heading());
            });
  }

  @Override
  public String render(Help help) {
    Map<String, Map<String, Help>> sections = new LinkedHashMap<>();
    help.subcommands()
        .forEach(
            (name, job) ->
                sections
                    .computeIfAbsent(
                        headings.getOrDefault(name, "Jobs"), any -> new LinkedHashMap<>())
                    .put(name, job));
    StringBuilder text = new StringBuilder();
    sections.forEach(
        (heading, jobs) ->
            text.append(help.createHeading("%n" + heading + ":%n")).append(help.commandList(jobs)));
    return text.toString();
  }
}
