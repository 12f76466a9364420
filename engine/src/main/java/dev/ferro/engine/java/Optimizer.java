package dev.ferro.engine.java;

import dev.ferro.engine.OptimizerSpec;

/** One optimizer step's update of a run of parameters. */
interface Optimizer {
  /**
   * Updates a run in place.
   *
   * @param p parameters
   * @param g their gradient
   * @param m first moments
   * @param v second moments
   * @param n length of the run
   */
  void update(float[] p, float[] g, float[] m, float[] v, int n);

  /**
   * Creates the update of one step.
   *
   * @param step this step's number, from 1
   */
  static Optimizer of(OptimizerSpec spec, long step) {
    float lr = spec.stepSize();
    float decay = spec.weightDecay();
    return switch (spec.rule()) {
      case SGD -> (p, g, m, v, n) -> sgd(p, g, n, lr, decay);
      case MOMENTUM -> (p, g, m, v, n) -> momentum(p, g, m, n, lr, decay, spec.momentum());
      case NESTEROV -> (p, g, m, v, n) -> nesterov(p, g, m, n, lr, decay, spec.momentum());
      case ADAM -> adam(spec, step, 1, decay);
      case ADAMW -> adam(spec, step, 1 - lr * decay, 0);
    };
  }

  private static void sgd(float[] p, float[] g, int n, float lr, float l2) {
    for (int i = 0; i < n; i++) {
      p[i] -= lr * (g[i] + l2 * p[i]);
    }
  }

  private static void momentum(
      float[] p, float[] g, float[] m, int n, float lr, float l2, float mu) {
    for (int i = 0; i < n; i++) {
      m[i] = mu * m[i] + (g[i] + l2 * p[i]);
      p[i] -= lr * m[i];
    }
  }

  private static void nesterov(
      float[] p, float[] g, float[] m, int n, float lr, float l2, float mu) {
    for (int i = 0; i < n; i++) {
      float d = g[i] + l2 * p[i];
      m[i] = mu * m[i] + d;
      p[i] -= lr * (d + mu * m[i]);
    }
  }

  private static Optimizer adam(OptimizerSpec spec, long step, float keep, float l2) {
    float beta1 = spec.beta1();
    float beta2 = spec.beta2();
    float epsilon = spec.epsilon();
    float lr = (float) (spec.stepSize() / (1 - Math.pow(beta1, step)));
    float root = (float) (1 / Math.sqrt(1 - Math.pow(beta2, step)));
    return (p, g, m, v, n) -> {
      for (int i = 0; i < n; i++) {
        float d = g[i] + l2 * p[i];
        m[i] = beta1 * m[i] + (1 - beta1) * d;
        v[i] = beta2 * v[i] + (1 - beta2) * d * d;
        p[i] = keep * p[i] - lr * m[i] / ((float) Math.sqrt(v[i]) * root + epsilon);
      }
    };
  }
}
