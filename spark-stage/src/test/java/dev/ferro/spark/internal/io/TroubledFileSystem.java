package dev.ferro.spark.internal.io;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local file system under the scheme {@code troubled}, with HDFS's rename: a folder that is
 * moved to one that is there lands inside it. The process can be "killed" before a step that
 * changes files: that step and all later ones throw an Error. Renames can be refused.
 */
public final class TroubledFileSystem extends RawLocalFileSystem {
  private static final URI NAME = URI.create("troubled:///");
  private static final AtomicInteger STEPS = new AtomicInteger();
  private static volatile int stepsToDeath = Integer.MAX_VALUE;
  private static volatile Predicate<Path> refusesRenameTo = path -> false;

  /** What a kill looks like to the process: nothing works any more. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed");
    }
  }

  /** Lets Hadoop find the file system, and ends all trouble. */
  static void prepare(Configuration hadoop) {
    hadoop.set("fs.troubled.impl", TroubledFileSystem.class.getName());
    stepsToDeath = Integer.MAX_VALUE;
    refusesRenameTo = path -> false;
    STEPS.set(0);
  }

  /** Kills before the step after so many. */
  static void killAfter(int steps) {
    STEPS.set(0);
    stepsToDeath = steps;
  }

  /** Refuses renames to such paths. */
  static void refuseRenameTo(Predicate<Path> paths) {
    refusesRenameTo = paths;
  }

  /** Steps that changed files since {@link #prepare} or {@link #killAfter}. */
  static int steps() {
    return STEPS.get();
  }

  private static void step() {
    if (STEPS.get() >= stepsToDeath) {
      throw new Killed();
    }
    STEPS.incrementAndGet();
  }

  @Override
  public URI getUri() {
    return NAME;
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    step();
    if (refusesRenameTo.test(to)) {
      return false;
    }
    Path target = isFolder(to) ? new Path(to + "/" + from.getName()) : to;
    return pathToFile(from).renameTo(pathToFile(target));
  }

  private boolean isFolder(Path path) {
    return pathToFile(path).isDirectory();
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    step();
    if (recursive && isFolder(path)) {
      // As a shell does: one file after the other.
      for (FileStatus child : listStatus(path)) {
        delete(child.getPath(), true);
      }
    }
    return super.delete(path, recursive);
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    step();
    return super.mkdirs(path);
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    step();
    return new FSDataOutputStream(
        super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress),
        null) {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        step();
        super.write(bytes, from, length);
      }
    };
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return create(file, null, overwrite, bufferSize, replication, blockSize, progress);
  }
}
