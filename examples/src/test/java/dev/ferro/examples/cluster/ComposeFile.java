package dev.ferro.examples.cluster;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The commands of docker-compose.yml, with the defaults of its variables. */
final class ComposeFile {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\w+:-([^}]*)}");

  private final Map<String, Map<String, Object>> services;

  @SuppressWarnings("unchecked")
  ComposeFile(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      Map<String, Object> root = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
      services = (Map<String, Map<String, Object>>) root.get("services");
    }
  }

  /** A service's command, word by word. */
  List<String> command(String service) {
    List<?> words = (List<?>) services.get(service).get("command");
    return words.stream().map(word -> VARIABLE.matcher(word.toString()).replaceAll("$1")).toList();
  }
}
