package dev.ferro.examples.cluster;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The services of docker-compose.yml, with the defaults of its variables. */
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

  /** The names of all services. */
  Set<String> services() {
    return services.keySet();
  }

  /** A service's setting, as YAML has it; null where it has none. */
  Object setting(String service, String name) {
    return services.get(service).get(name);
  }

  /** A service's command, word by word. */
  List<String> command(String service) {
    return words((List<?>) setting(service, "command"));
  }

  /** The environment that a service sets. */
  Map<String, String> environment(String service) {
    Map<String, String> variables = new LinkedHashMap<>();
    ((Map<?, ?>) setting(service, "environment"))
        .forEach((name, value) -> variables.put(name.toString(), withDefaults(value)));
    return variables;
  }

  /** The command that says whether a service is healthy; empty where it has none. */
  List<String> healthCheck(String service) {
    Map<?, ?> check = (Map<?, ?>) setting(service, "healthcheck");
    if (check == null) {
      return List.of();
    }
    List<String> words = words((List<?>) check.get("test"));
    if (!words.get(0).equals("CMD")) {
      throw new IllegalStateException("expected a command, got " + words);
    }
    return words.subList(1, words.size());
  }

  private static List<String> words(List<?> words) {
    return words.stream().map(ComposeFile::withDefaults).toList();
  }

  private static String withDefaults(Object value) {
    return VARIABLE.matcher(value.toString()).replaceAll("$1");
  }
}
