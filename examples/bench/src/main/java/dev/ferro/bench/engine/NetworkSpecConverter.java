package dev.ferro.bench.engine;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads {@code 784-128-128-10}. With one output it is a regressor on squared error, with more a
 * classifier on cross-entropy.
 */
final class NetworkSpecConverter implements ITypeConverter<NetworkSpec> {
  @Override
  public NetworkSpec convert(String text) {
    try {
      int[] widths = Arrays.stream(text.split("-")).mapToInt(Integer::parseInt).toArray();
      boolean one = widths.length > 0 && widths[widths.length - 1] == 1;
      return NetworkSpec.of(one ? Loss.SQUARED_ERROR : Loss.CROSS_ENTROPY, widths);
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          "expected widths such as 784-128-128-10, got '" + text + "'");
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
