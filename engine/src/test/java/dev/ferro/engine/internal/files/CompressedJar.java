package dev.ferro.engine.internal.files;

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
public record CompressedJar(Path root) {
  /** Ends the names of files that are being unpacked. */
  public static final String PART = CompressedResources.PART;

  private Path entries() throws IOException {
    return Files.createDirectories(root.resolve(Platform.RESOURCE_PREFIX + "/mlx"));
  }

  /** Adds a file as that jar has it. */
  public CompressedJar with(String name, byte[] content) throws IOException {
    LZMA2Options fast = new LZMA2Options(0);
    Path packed = entries().resolve(name + CompressedResources.SUFFIX);
    try (OutputStream file = new XZOutputStream(Files.newOutputStream(packed), fast)) {
      file.write(content);
    }
    return list(sha256(content) + " " + content.length + " " + name + "\n");
  }

  /** The list of files. */
  public Path listFile() throws IOException {
    return entries().resolve(CompressedResources.LIST);
  }

  /** Adds a line to the list of files. */
  public CompressedJar list(String line) throws IOException {
    Path list = listFile();
    Files.writeString(list, (Files.exists(list) ? Files.readString(list) : "") + line);
    return this;
  }

  public ClassLoader loader() throws MalformedURLException {
    return new URLClassLoader(new URL[] {root.toUri().toURL()}, null);
  }

  public static String sha256(byte[] content) {
    var digest = Sha256.digest();
    digest.update(content);
    return Sha256.hex(digest);
  }
}
