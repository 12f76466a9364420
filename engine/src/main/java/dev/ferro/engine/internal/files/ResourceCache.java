package dev.ferro.engine.internal.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Unpacks compressed resources once for all processes of this node, into a folder named by their
 * content. Only this process's user and root can change the unpacked files. A folder that belongs
 * to root is used as it is, if it has all files. A process that finds damaged files unpacks them
 * again. Several processes may start together: one unpacks, and each file appears completely or not
 * at all.
 */
public final class ResourceCache {
  /** How long a process waits for another one that unpacks. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** The age at which a partial file must come from a dead process. */
  private static final Duration LEFT = Duration.ofHours(1);

  private ResourceCache() {}

  /**
   * The folder that holds the unpacked files.
   *
   * @param cache the folder to unpack under. Only read if the files are there
   */
  public static Path unpack(CompressedResources resources, Path cache) throws IOException {
    if (PrivateFolder.isRoots(cache)) {
      Path roots = cache.toRealPath().resolve(resources.key());
      if (resources.isIn(roots)) {
        return roots;
      }
    }
    Path folder = PrivateFolder.create(cache).resolve(resources.key());
    if (resources.isIn(folder)) {
      return folder;
    }
    PrivateFolder.create(folder);
    CacheFolder.Lock lock = CacheFolder.Lock.await(folder, PATIENCE);
    try {
      deleteLeftParts(folder);
      for (CompressedResources.Entry entry : resources.entries()) {
        if (!entry.isIn(folder)) {
          entry.unpackInto(folder);
        }
      }
    } finally {
      lock.close();
    }
    return folder;
  }

  private static void deleteLeftParts(Path folder) throws IOException {
    Instant now = Instant.now();
    try (DirectoryStream<Path> parts =
        Files.newDirectoryStream(folder, "*" + CompressedResources.PART)) {
      for (Path part : parts) {
        if (Files.getLastModifiedTime(part).toInstant().plus(LEFT).isBefore(now)) {
          Files.deleteIfExists(part);
        }
      }
    }
  }
}
