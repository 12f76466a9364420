package dev.ferro.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pages of this repository link to what is there, and their commands name jobs that exist. */
class PageLinksTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Set<String> SKIPPED = Set.of("target", ".git");
  private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");
  private static final Pattern COMMAND = Pattern.compile("examples/run +([a-z][\\w-]*)");
  private static final Pattern CLASS = Pattern.compile("`([A-Z][A-Za-z0-9]+)`");
  private static final Pattern JOB = Pattern.compile("(?m)^  ([a-z][\\w-]*) ");

  @Test
  void linksResolve() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      for (String link : found(LINK, withoutCode(Files.readString(page)))) {
        if (!link.contains(":") && !resolves(page, link)) {
          broken.add(ROOT.relativize(page) + ": " + link);
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void commandsNameJobsThatExist() throws IOException {
    List<String> jobs = found(JOB, Files.readString(ROOT.resolve("examples/jobs.txt")));
    List<String> unknown = new ArrayList<>();
    for (Path page : pages()) {
      for (String job : found(COMMAND, Files.readString(page))) {
        if (!jobs.contains(job)) {
          unknown.add(ROOT.relativize(page) + ": " + job);
        }
      }
    }
    assertEquals(List.of(), unknown);
  }

  @Test
  void everyPageOfTheDocsIsLinkedFromTheReadme() throws IOException {
    List<String> links = found(LINK, Files.readString(ROOT.resolve("README.md")));
    String linked =
        links.stream().map(link -> link.replaceFirst("#.*", "")).collect(Collectors.joining("\n"));
    for (Path page : pages()) {
      String path = ROOT.relativize(page).toString();
      assertTrue(!path.startsWith("spark-stage/docs/") || linked.contains(path), path);
    }
  }

  @Test
  void classesInTheListOfPlacesExist() throws IOException {
    String guide = Files.readString(ROOT.resolve("CONTRIBUTING.md"));
    String places =
        guide.substring(guide.indexOf("## Where things are"), guide.indexOf("## Habits"));
    Set<String> sources =
        files(".java").stream()
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .collect(Collectors.toSet());
    List<String> unknown =
        found(CLASS, places).stream().filter(name -> !sources.contains(name)).toList();
    assertEquals(List.of(), unknown);
  }

  private static List<Path> pages() throws IOException {
    return files(".md");
  }

  private static List<Path> files(String ending) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return SKIPPED.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(ending)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static boolean resolves(Path page, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return parts.length == 1 || anchors(target).contains(parts[1]);
  }

  /** The anchors that GitHub gives to headings. */
  private static Set<String> anchors(Path page) throws IOException {
    return found(HEADING, CODE_BLOCK.matcher(Files.readString(page)).replaceAll("")).stream()
        .map(
            heading ->
                heading
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static String withoutCode(String text) {
    return CODE.matcher(CODE_BLOCK.matcher(text).replaceAll("")).replaceAll("");
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }
}
