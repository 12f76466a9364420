package dev.ferro.spark;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Python can call. py4j's {@code ReflectionEngine} looks for a method in an object's class, in
 * its superclasses, and in the interfaces that each of these names itself. It does not look in the
 * interfaces that those interfaces extend.
 */
final class Py4jReach {
  private Py4jReach() {}

  /** The public methods of a class that py4j does not find. */
  static List<String> missing(Class<?> type) {
    List<Method> found = found(type);
    return Arrays.stream(type.getMethods())
        .filter(method -> found.stream().noneMatch(each -> isSame(each, method)))
        .map(method -> method.getDeclaringClass().getName() + "." + method.getName())
        .distinct()
        .sorted()
        .toList();
  }

  private static List<Method> found(Class<?> type) {
    List<Method> found = new ArrayList<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      Stream.concat(Stream.of(each), Arrays.stream(each.getInterfaces()))
          .flatMap(declaring -> Arrays.stream(declaring.getDeclaredMethods()))
          .forEach(found::add);
    }
    return found;
  }

  private static boolean isSame(Method one, Method other) {
    return one.getName().equals(other.getName())
        && Arrays.equals(one.getParameterTypes(), other.getParameterTypes());
  }
}
