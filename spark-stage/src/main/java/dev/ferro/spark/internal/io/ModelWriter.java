package dev.ferro.spark.internal.io;

import dev.ferro.spark.internal.model.TrainedNetwork;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import org.apache.spark.ml.param.Params;

/**
 * Saves a model as a folder: Spark's {@code metadata}, {@code weights.safetensors}, and the
 * checksum of the weights in {@code sha256sum}'s format.
 */
public final class ModelWriter extends StageWriter {
  static final String WEIGHTS = "weights.safetensors";
  static final String CHECKSUM = WEIGHTS + ".sha256";

  private final TrainedNetwork network;

  /** Creates a writer for the model that holds the network. */
  public ModelWriter(Params model, TrainedNetwork network) {
    super(model);
    this.network = network;
  }

  @Override
  public void saveImpl(String path) {
    super.saveImpl(path);
    Location folder = Location.of("save", path, sparkSession());
    MessageDigest digest = Checksum.digest();
    write(
        folder.child(WEIGHTS),
        out -> WeightsFile.write(network, new DigestOutputStream(out, digest)));
    String line = Checksum.of(digest) + "  " + WEIGHTS + "\n";
    write(folder.child(CHECKSUM), out -> out.write(line.getBytes(StandardCharsets.UTF_8)));
  }
}
