package dev.ferro.engine.jna;

import com.sun.jna.Platform;
import java.io.IOException;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** A folder with the entries that the jar with MLX has, for this platform. */
record PackedJar(Path root) {
  private Path entries() throws IOException {
    return Files.createDirectories(root.resolve(Platform.RESOURCE_PREFIX + "/mlx"));
  }

  /** Adds a file as that jar has it. */
  PackedJar with(String name, byte[] content) throws IOException {
    LZMA2Options fast = new LZMA2Options(0);
    Path packed = entries().resolve(name + PackedFolder.SUFFIX);
    try (OutputStream file = new XZOutputStream(Files.newOutputStream(packed), fast)) {
      file.write(content);
    }
    return list(sha256(content) + " " + content.length + " " + name + "\n");
  }

  /** Adds a line to the list of files. */
  PackedJar list(String line) throws IOException {
    Path list = entries().resolve(PackedFolder.LIST);
    Files.writeString(list, (Files.exists(list) ? Files.readString(list) : "") + line);
    return this;
  }

  ClassLoader loader() throws MalformedURLException {
    return new URLClassLoader(new URL[] {root.toUri().toURL()}, null);
  }

  static String sha256(byte[] content) {
    var digest = Sha256.digest();
    digest.update(content);
    return Sha256.hex(digest);
  }
}
