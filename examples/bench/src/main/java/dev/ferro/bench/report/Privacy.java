package dev.ferro.bench.report;

import dev.ferro.engine.Engines;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Removes personal data from a text. These are the home and temporary folders, the names of the
 * user and the host, its addresses, the values of environment variables, and serial numbers.
 */
final class Privacy {
  /** Names that many machines and users share, and that reports need. */
  private static final Set<String> COMMON =
      Set.of("admin", "apple", "ferro", "java", "localhost", "mac", "root", "server", "user");

  /** Shorter names are too common. */
  private static final int NAME_LENGTH = 3;

  /** Shorter values of the environment would be found everywhere. */
  private static final int VALUE_LENGTH = 8;

  private static final Pattern NUMBERED =
      Pattern.compile("(?im)^(.*\\b(?:serial number|uuid|udid)\\b[^:=]*[:=]).*$");

  private final Map<String, String> stands = new HashMap<>();
  private Pattern found;

  private Privacy() {}

  /** For the user and the machine of this process. */
  static Privacy here() {
    return of(
        System.getProperty("user.home"),
        System.getProperty("java.io.tmpdir"),
        System.getProperty("user.name"),
        hosts(),
        System.getenv());
  }

  /** For these folders, names and variables. */
  static Privacy of(
      String home, String tmp, String user, Set<String> hosts, Map<String, String> environment) {
    Privacy privacy = new Privacy();
    privacy.folder(home, "~");
    privacy.folder(tmp, "(tmp)");
    privacy.name(user, "(user)");
    hosts.forEach(host -> privacy.name(host, "(host)"));
    environment.forEach(privacy::value);
    String any =
        privacy.stands.keySet().stream()
            .sorted(Comparator.comparing(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    privacy.found =
        Pattern.compile(
            "(?<![\\p{Alnum}_])(?:" + any + ")(?![\\p{Alnum}_])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    return privacy;
  }

  /** The text without personal data. */
  String clean(String text) {
    String open = NUMBERED.matcher(text).replaceAll("$1 (left out)");
    return found.matcher(open).replaceAll(this::stand);
  }

  private String stand(MatchResult match) {
    return Matcher.quoteReplacement(
        stands.getOrDefault(match.group().toLowerCase(Locale.ROOT), "(left out)"));
  }

  private void folder(String folder, String stand) {
    Path path = Path.of(folder).toAbsolutePath().normalize();
    if (path.getNameCount() > 0) {
      put(path.toString(), stand);
      // macOS also has this name for the folders below /var and /tmp.
      put("/private" + path, stand);
    }
  }

  private void name(String name, String stand) {
    String word = name.toLowerCase(Locale.ROOT);
    if (word.length() >= NAME_LENGTH && !COMMON.contains(word) && !Engines.names().contains(word)) {
      put(name, stand);
    }
  }

  private void value(String variable, String value) {
    // The shell sets this one to the program that it starts.
    if (value.length() >= VALUE_LENGTH && !variable.equals("_")) {
      put(value, "$" + variable);
    }
  }

  private void put(String text, String stand) {
    stands.putIfAbsent(text.toLowerCase(Locale.ROOT), stand);
  }

  /** All names and addresses of this host, and its names without their domain. */
  private static Set<String> hosts() {
    Set<String> hosts = new HashSet<>();
    try {
      InetAddress here = InetAddress.getLocalHost();
      for (String name : List.of(here.getHostName(), here.getCanonicalHostName())) {
        if (name.chars().anyMatch(Character::isLetter)) {
          hosts.add(name);
          hosts.add(name.split("\\.")[0]);
        }
      }
    } catch (UnknownHostException e) {
      // This host has no name.
    }
    try {
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLoopbackAddress())
          .forEach(address -> hosts.add(address.getHostAddress().split("%")[0]));
    } catch (SocketException e) {
      // This host has no network.
    }
    return hosts;
  }
}
