package dev.ferro.engine.internal.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder is private, or the reason says who else could swap what is in it. */
class PrivateFolderTest {
  @TempDir Path given;

  private Path folder;

  @BeforeEach
  void requirePosix() throws IOException {
    Owners.requirePosix();
    folder = given.toRealPath();
  }

  @Test
  void whatIsMissingIsMadeForItsOwnerAlone() throws IOException {
    Path made = PrivateFolder.create(folder.resolve("a/b/c"));
    assertEquals(folder.resolve("a/b/c"), made);
    for (String name : new String[] {"a", "a/b", "a/b/c"}) {
      assertEquals("rwx------", Owners.permissions(folder.resolve(name)));
    }
    assertEquals(made, PrivateFolder.create(made));
  }

  @ParameterizedTest
  @ValueSource(ints = {0755, 0750, 0711, 0701})
  void aFolderOthersMayReadIsClosed(int mode) throws IOException {
    Path own = Owners.folder(folder.resolve("own"), mode);
    PrivateFolder.create(own);
    assertEquals("rwx------", Owners.permissions(own));
  }

  @ParameterizedTest
  @ValueSource(ints = {0777, 0770, 0720, 0702, 01777})
  void aFolderOthersMayWriteToIsRefused(int mode) throws IOException {
    Path shared = Owners.folder(folder.resolve("shared"), mode);
    String text = Integer.toOctalString(mode);
    assertRefused(shared, "can be written to by other users (mode " + text + ")");
  }

  @ParameterizedTest
  @ValueSource(ints = {0777, 0775, 0722})
  void aFolderThatOthersCanSwapIsRefused(int mode) throws IOException {
    Path shared = Owners.folder(folder.resolve("shared"), mode);
    assertRefused(shared.resolve("a"), shared + " can be written to by other users, who can swap");
    assertRefused(shared.resolve("a/b/c"), "without the sticky bit");
    assertFalse(Files.exists(shared.resolve("a")));
    Path link = Files.createSymbolicLink(folder.resolve("link"), shared);
    assertRefused(link.resolve("a"), shared + " can be written to by other users, who can swap");
    assertThrows(IOException.class, () -> PrivateFolder.createIn(link));
  }

  @Test
  void aStickyFolderWillDo() throws IOException {
    Path sticky = Owners.folder(folder.resolve("sticky"), 01777);
    Path own = PrivateFolder.create(sticky.resolve("own"));
    assertEquals(sticky.resolve("own"), own);
    Path fresh = PrivateFolder.createIn(sticky);
    assertEquals("rwx------", Owners.permissions(fresh));
    assertFalse(fresh.equals(PrivateFolder.createIn(sticky)));
  }

  @Test
  void foldersOfOthersAreRefused() throws IOException {
    Path others = Owners.ofSomebody(Owners.folder(folder.resolve("others"), 0700));
    assertRefused(others, "belongs to ", "not to the user of this process");
    assertRefused(others.resolve("a"), others + " belongs to ", "who can swap what is in it");
    Path sticky = Owners.ofSomebody(Owners.folder(folder.resolve("sticky"), 01777));
    assertRefused(sticky.resolve("a"), sticky + " belongs to ");
    Path link = Files.createSymbolicLink(folder.resolve("link"), others);
    assertRefused(link.resolve("a"), others + " belongs to ");
  }

  @Test
  void linksAreNotTakenForFolders() throws IOException {
    Path own = Owners.folder(folder.resolve("own"), 0700);
    Path link = Files.createSymbolicLink(folder.resolve("link"), own);
    assertRefused(link, link + " is a symbolic link");
    // One above leads to a folder that is checked, and whose own path is used.
    assertEquals(own.resolve("a"), PrivateFolder.create(link.resolve("a")));
    Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("none"));
    assertRefused(nowhere, "is a symbolic link");
    assertRefused(nowhere.resolve("a"), "leads nowhere");
    Path file = Files.writeString(folder.resolve("file"), "");
    assertRefused(file, "Not a directory");
    assertRefused(file.resolve("a"), "Not a directory");
  }

  @Test
  void filesThatOthersMayWriteToAreNotSafe() throws IOException {
    Path file = Owners.withMode(Files.writeString(folder.resolve("file"), ""), 0755);
    assertTrue(PrivateFolder.isSafe(file));
    assertFalse(PrivateFolder.isSafe(Files.createSymbolicLink(folder.resolve("link"), file)));
    assertFalse(PrivateFolder.isSafe(folder));
    assertFalse(PrivateFolder.isSafe(Owners.withMode(file, 0666)));
    assertFalse(PrivateFolder.isSafe(Owners.ofSomebody(Owners.withMode(file, 0644))));
  }

  private static void assertRefused(Path wanted, String... parts) {
    String reason =
        assertThrows(IOException.class, () -> PrivateFolder.create(wanted)).getMessage();
    for (String part : parts) {
      assertTrue(reason.contains(part), "expected '" + part + "' in: " + reason);
    }
  }
}
