package dev.ferro.engine;

import java.util.Optional;

/**
 * What training minimises. The loss of a batch is the weighted mean of its rows' losses. What sets
 * one loss apart from another is asked here, or told apart by a {@code switch} that names them all.
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

  /** What the target of a row is. */
  private enum Target {
    CLASS,
    NUMBERS
  }

  private final Target target;
  private final LossParameter parameter;

  /**
   * A loss.
   *
   * @param parameter the number that it takes, such as Huber's delta; null for none
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

  /** Whether targets may be centred and scaled for training: they are numbers on any scale. */
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

  /** The number that the loss takes, where it takes one: see {@link NetworkSpec#lossParameter}. */
  public Optional<LossParameter> parameter() {
    return Optional.ofNullable(parameter);
  }
}
