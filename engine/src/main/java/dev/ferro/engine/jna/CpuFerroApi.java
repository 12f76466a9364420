package dev.ferro.engine.jna;

import java.nio.FloatBuffer;

/** {@code libferro_cpu}, bound by JNA's direct mapping: {@link FerroLibrary} registers it once. */
final class CpuFerroApi implements FerroApi {
  @Override
  public native int ferro_abi_version();

  @Override
  public native String ferro_description(int device);

  @Override
  public native String ferro_last_error();

  @Override
  public native int ferro_open(
      int device, int[] widths, int widthCount, int loss, float lossParameter, long[] network);

  @Override
  public native int ferro_close(long network);

  @Override
  public native int ferro_set_state(
      long network,
      float[] parameters,
      float[] firstMoment,
      float[] secondMoment,
      long count,
      long step);

  @Override
  public native int ferro_get_state(
      long network,
      float[] parameters,
      float[] firstMoment,
      float[] secondMoment,
      long count,
      long[] step);

  @Override
  public native int ferro_set_optimizer(
      long network,
      int rule,
      float stepSize,
      float momentum,
      float beta1,
      float beta2,
      float epsilon,
      float weightDecay);

  @Override
  public native int ferro_train(
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

  @Override
  public native int ferro_loss_gradient(
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

  @Override
  public native int ferro_predict(
      long network,
      FloatBuffer features,
      long featureCount,
      long rows,
      FloatBuffer scores,
      long scoreCount);

  @Override
  public native int ferro_waited(long network, double[] seconds);
}
