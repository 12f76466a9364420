package dev.ferro.spark.internal.io;

import dev.ferro.spark.internal.model.TrainedNetwork;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.SparkSession;

/** The network in a folder that {@link ModelWriter} saved, for any kind of model. */
public final class WeightsFolder {
  /** A line in the format of sha256sum, with or without the file's name. */
  private static final Pattern SHA256 = Pattern.compile("([0-9a-fA-F]{64})([ \\t][^\\r\\n]*)?\\s*");

  private static final int LONGEST_LINE = 4096;

  private WeightsFolder() {}

  /**
   * Reads the network.
   *
   * @param kind the expected model, for messages
   * @throws IllegalArgumentException if that fails. The message names the file and what is wrong
   */
  public static TrainedNetwork read(String path, String kind, SparkSession spark) {
    return SavedFolder.read(Location.of("load a " + kind, path, spark), kind, WeightsFolder::read);
  }

  static TrainedNetwork read(SavedFolder folder) {
    String expected = checksum(folder);
    Location file = folder.location().child(ModelWriter.WEIGHTS);
    try (InputStream raw = file.files().open(file.path());
        DigestInputStream in = new DigestInputStream(raw, Checksum.digest())) {
      FileStatus status = file.files().getFileStatus(file.path());
      TrainedNetwork network = WeightsFile.read(in, status.getLen());
      if (in.read() != -1) {
        throw new IllegalArgumentException("expected nothing after its values");
      }
      if (!expected.equalsIgnoreCase(Checksum.of(in.getMessageDigest()))) {
        throw new IllegalArgumentException(
            "its SHA-256 differs from " + ModelWriter.CHECKSUM + ": cut short or altered");
      }
      WeightsFile.requireFinite(network);
      return network;
    } catch (EOFException e) {
      throw folder.refuse(ModelWriter.WEIGHTS, "it is cut short", e);
    } catch (IOException | RuntimeException | FSError e) {
      throw folder.refuse(ModelWriter.WEIGHTS, Location.reason(e), e);
    }
  }

  private static String checksum(SavedFolder folder) {
    Location file = folder.location().child(ModelWriter.CHECKSUM);
    try (InputStream in = file.files().open(file.path())) {
      String line = Utf8.decode(in.readNBytes(LONGEST_LINE));
      Matcher matcher = SHA256.matcher(line);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "expected 64 hex digits and the file's name, got "
                + (line.isBlank() ? "blanks" : HeaderParser.quote(line)));
      }
      return matcher.group(1);
    } catch (IOException | RuntimeException | FSError e) {
      throw folder.refuse(ModelWriter.CHECKSUM, Location.reason(e), e);
    }
  }
}
