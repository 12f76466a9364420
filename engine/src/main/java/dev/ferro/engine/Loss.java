package dev.ferro.engine;

import java.util.Optional;

/**
 * What training minimises. The loss of a batch is the weighted mean of its rows' losses. Facts that
 * differ from loss to loss belong here. Code that differs uses a {@code switch} that names every
 * loss.
 */
public enum Loss {
  /**
   * Softmax cross-entropy, {@code -log softmax(scores)[target]}. Targets are {@code [rows]} class
   * indices, whole numbers from 0 to outputs - 1, as floats.
   */
  CROSS_ENTROPY(Target.CLASS, null),

  /**
   * Squared error, the mean over the outputs of {@code (score - target)^2}. Targets are {@code
   * [rows, outputs]}, any finite number.
   */
  SQUARED_ERROR(Target.NUMBERS, null);

  /** What kind of value the target of a row is. */
  private enum Target {
    CLASS,
    NUMBERS
  }

  private final Target target;
  private final LossParameter parameter;

  /**
   * A loss.
   *
   * @param parameter the number that the loss takes, such as Huber's delta, or null for none
   */
  Loss(Target target, LossParameter parameter) {
    this.target = target;
    this.parameter = parameter;
  }

  /** Whether targets are classes, and scores their logits. */
  public boolean isClassification() {
    return switch (target) {
      case CLASS -> true;
      case NUMBERS -> false;
    };
  }

  /** Whether training may centre and scale targets, because they are numbers on any scale. */
  public boolean scalesTargets() {
    return switch (target) {
      case CLASS -> false;
      case NUMBERS -> true;
    };
  }

  /**
   * Floats in the target of one row.
   *
   * @param outputWidth width of the network's last layer
   */
  public int targetWidth(int outputWidth) {
    return switch (target) {
      case CLASS -> 1;
      case NUMBERS -> outputWidth;
    };
  }

  /** The number that the loss takes, if any: see {@link NetworkSpec#lossParameter}. */
  public Optional<LossParameter> parameter() {
    return Optional.ofNullable(parameter);
  }
}
