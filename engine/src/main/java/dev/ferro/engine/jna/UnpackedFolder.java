package dev.ferro.engine.jna;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Packed files, unpacked once for all processes of this node into a folder named by what they are.
 * Nobody but this process's user can change them, or root, whose folder will do if it has them all.
 * A process that finds them damaged unpacks them anew. Several may start together: one unpacks, and
 * a file appears whole or not at all.
 */
final class UnpackedFolder {
  /** How long a process waits for another that unpacks. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** A part that old was left by a process that is gone. */
  private static final Duration LEFT = Duration.ofHours(1);

  private UnpackedFolder() {}

  /**
   * The folder that holds the unpacked files.
   *
   * @param cache the folder to unpack under; only read when the files are there
   */
  static Path of(PackedFolder packed, Path cache) throws IOException {
    if (PrivateFolder.isRoots(cache)) {
      Path roots = cache.toRealPath().resolve(packed.key());
      if (packed.isIn(roots)) {
        return roots;
      }
    }
    Path folder = PrivateFolder.create(cache).resolve(packed.key());
    if (packed.isIn(folder)) {
      return folder;
    }
    PrivateFolder.create(folder);
    CacheLock lock = CacheLock.await(folder, PATIENCE);
    try {
      deleteLeftParts(folder);
      for (PackedFile file : packed.files()) {
        if (!file.isIn(folder)) {
          file.unpackInto(folder);
        }
      }
    } finally {
      lock.close();
    }
    return folder;
  }

  private static void deleteLeftParts(Path folder) throws IOException {
    Instant now = Instant.now();
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*" + PackedFile.PART)) {
      for (Path part : parts) {
        if (Files.getLastModifiedTime(part).toInstant().plus(LEFT).isBefore(now)) {
          Files.deleteIfExists(part);
        }
      }
    }
  }
}
