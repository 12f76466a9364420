package dev.ferro.engine;

/** What training minimises. The loss of a batch is the weighted mean of its rows' losses. */
public enum Loss {
  /**
   * Softmax cross-entropy, {@code -log softmax(scores)[target]}. Targets are {@code [rows]} class
   * indices, whole numbers from 0 to outputs - 1, as floats.
   */
  CROSS_ENTROPY,

  /**
   * Squared error, the mean over the outputs of {@code (score - target)^2}. Targets are {@code
   * [rows, outputs]}, any finite number.
   */
  SQUARED_ERROR;

  /**
   * Floats in the target of one row.
   *
   * @param outputWidth width of the network's last layer
   */
  public int targetWidth(int outputWidth) {
    return this == CROSS_ENTROPY ? 1 : outputWidth;
  }
}
