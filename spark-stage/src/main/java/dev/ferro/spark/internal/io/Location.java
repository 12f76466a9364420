package dev.ferro.spark.internal.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ServiceConfigurationError;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * A path and the file system that it lies on.
 *
 * @param files the file system
 * @param path with scheme, absolute
 */
public record Location(FileSystem files, Path path) {
  /**
   * Resolves a user's path. Nothing needs to exist there.
   *
   * @param operation the operation that messages begin with: {@code load}
   * @throws IllegalArgumentException if it is not a path, or its file system is not available
   */
  public static Location of(String operation, String path, Configuration hadoop) {
    try {
      Path asked = new Path(path);
      FileSystem files = asked.getFileSystem(hadoop);
      return new Location(files, files.makeQualified(asked));
    } catch (IOException | RuntimeException | LinkageError | ServiceConfigurationError e) {
      throw new IllegalArgumentException(
          "["
              + operation
              + "] expected a path on a file system that Spark can reach, got '"
              + path
              + "': "
              + reason(e)
              + " (check the scheme; a file system such as s3a needs its jar on the class path)",
          e);
    }
  }

  /** The same with the session's settings for file systems. */
  public static Location of(String operation, String path, SparkSession spark) {
    return of(operation, path, spark.sessionState().newHadoopConf());
  }

  /** A file or folder in this folder. */
  public Location child(String name) {
    return in(path, name);
  }

  /** A file or folder beside this one. */
  Location sibling(String name) {
    if (path.getParent() == null) {
      throw new IllegalArgumentException(
          "[save] expected a path below the root of a file system, got " + path);
    }
    return in(path.getParent(), name);
  }

  /** Joined as text. Hadoop would read a name with a colon as a scheme. */
  private Location in(Path folder, String name) {
    String text = folder.toString();
    return new Location(files, new Path(text.endsWith("/") ? text + name : text + "/" + name));
  }

  /** The status of what exists there, or null. */
  FileStatus status() throws IOException {
    try {
      return files.getFileStatus(path);
    } catch (FileNotFoundException e) {
      return null;
    }
  }

  boolean exists() throws IOException {
    return status() != null;
  }

  /** Why a file operation failed: the outermost message that does not just repeat its cause. */
  public static String reason(Throwable failure) {
    Throwable first = failure;
    while (isWrapper(first)) {
      first = first.getCause();
    }
    // Java's file exceptions have only the file as their message.
    return first.getMessage() == null || first instanceof FileSystemException
        ? first.toString()
        : first.getMessage();
  }

  /** Whether an exception has no message of its own. */
  private static boolean isWrapper(Throwable e) {
    return (e instanceof FSError || e instanceof RuntimeException)
        && e.getCause() != null
        && (e.getMessage() == null || e.getMessage().equals(e.getCause().toString()));
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
