package dev.ferro.spark;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** The local file system under the scheme {@code full}, with room for so many checkpoints. */
public final class FullDisk extends RawLocalFileSystem {
  private static final URI NAME = URI.create("full:///");
  private static final AtomicInteger ROOM = new AtomicInteger();

  /** Makes room for so many checkpoints, and lets Hadoop find the file system. */
  static void prepare(Configuration hadoop, int room) {
    hadoop.set("fs.full.impl", FullDisk.class.getName());
    ROOM.set(room);
  }

  @Override
  public URI getUri() {
    return NAME;
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
    boolean isCheckpoint = file.getName().contains("epoch-");
    boolean full = isCheckpoint && ROOM.getAndDecrement() <= 0;
    FSDataOutputStream out =
        super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress);
    return full ? cutShort(out) : out;
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

  private static FSDataOutputStream cutShort(FSDataOutputStream out) throws IOException {
    return new FSDataOutputStream(out, null) {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        super.write(bytes, from, length / 2);
        throw new IOException("No space left on device");
      }
    };
  }
}
