package dev.ferro.engine.jna;

import java.nio.FloatBuffer;

/**
 * Mirrors {@code native/include/ferro.h}, function by function. The header has the contract.
 *
 * <p>JNA binds a library to an interface that extends this one. Or it binds a library to the native
 * methods of a class that implements this one, which saves a microsecond in each call. Buffers are
 * direct, and passed by the address of their position.
 */
interface FerroApi {
  /** {@code FERRO_ABI_VERSION} of the header that this interface mirrors. */
  int ABI_VERSION = 3;

  /** {@code ferro_status}. */
  int OK = 0;

  /** {@code ferro_device}. */
  int CPU = 0;

  /** {@code ferro_device}. */
  int GPU = 1;

  /** {@code ferro_loss}. */
  int CROSS_ENTROPY = 0;

  /** {@code ferro_loss}. */
  int SQUARED_ERROR = 1;

  /** {@code ferro_rule}. */
  int SGD = 0;

  /** {@code ferro_rule}. */
  int MOMENTUM = 1;

  /** {@code ferro_rule}. */
  int NESTEROV = 2;

  /** {@code ferro_rule}. */
  int ADAM = 3;

  /** {@code ferro_rule}. */
  int ADAMW = 4;

  int ferro_abi_version();

  String ferro_description(int device);

  String ferro_last_error();

  int ferro_open(
      int device, int[] widths, int widthCount, int loss, float lossParameter, long[] network);

  int ferro_close(long network);

  int ferro_set_state(
      long network,
      float[] parameters,
      float[] firstMoment,
      float[] secondMoment,
      long count,
      long step);

  int ferro_get_state(
      long network,
      float[] parameters,
      float[] firstMoment,
      float[] secondMoment,
      long count,
      long[] step);

  int ferro_set_optimizer(
      long network,
      int rule,
      float stepSize,
      float momentum,
      float beta1,
      float beta2,
      float epsilon,
      float weightDecay);

  int ferro_train(
      long network,
      FloatBuffer features,
      long featureCount,
      FloatBuffer targets,
      long targetCount,
      FloatBuffer weights,
      long weightCount,
      long rows,
      long batchSize,
      double[] lossAndWeight);

  int ferro_loss_gradient(
      long network,
      FloatBuffer features,
      long featureCount,
      FloatBuffer targets,
      long targetCount,
      FloatBuffer weights,
      long weightCount,
      long rows,
      float[] gradient,
      long count,
      double[] lossAndWeight);

  int ferro_predict(
      long network,
      FloatBuffer features,
      long featureCount,
      long rows,
      FloatBuffer scores,
      long scoreCount);

  int ferro_waited(long network, double[] seconds);
}
