// The update rules of ferro.h over a run of parameters.
#pragma once

#include "../kernels.hpp"
#include "vector.hpp"

namespace ferro::cpu {
namespace {

/// p -= lr g
FERRO_INLINE void sgd(const Update& u, const float* gradient, float* parameters, int count) {
  for (int i = 0; i < count; i += kLanes) {
    Vec p = load(parameters + i);
    Vec g = load(gradient + i) + u.l2 * p;
    store(parameters + i, p - u.step_size * g);
  }
}

/// v = mu v + g; p -= lr v, or Nesterov's p -= lr (g + mu v)
template <bool nesterov>
FERRO_INLINE void momentum(const Update& u, const float* gradient, float* parameters, float* velocity, int count) {
  for (int i = 0; i < count; i += kLanes) {
    Vec p = load(parameters + i);
    Vec g = load(gradient + i) + u.l2 * p;
    Vec v = u.momentum * load(velocity + i) + g;
    store(velocity + i, v);
    store(parameters + i, p - u.step_size * (nesterov ? g + u.momentum * v : v));
  }
}

/// m and v are moving averages of g and g^2. p -= lr m^ / (sqrt(v^) + eps). AdamW shrinks p first.
FERRO_INLINE void adam(const Update& u, const float* gradient, float* parameters, float* first, float* second,
                       int count) {
  for (int i = 0; i < count; i += kLanes) {
    Vec p = load(parameters + i);
    Vec g = load(gradient + i) + u.l2 * p;
    Vec m = load(first + i);
    Vec v = load(second + i);
    m += (1 - u.beta1) * (g - m);
    v += (1 - u.beta2) * (g * g - v);
    store(first + i, m);
    store(second + i, v);
    store(parameters + i, u.decay_keep * p - u.step_size * m / (square_root(v) * u.inv_sqrt_bias2 + u.epsilon));
  }
}

/// Steps `count` parameters, a multiple of 16.
FERRO_INLINE void step(const Update& u, const float* gradient, float* parameters, float* first, float* second,
                       int count) {
  switch (u.rule) {
    case Rule::sgd: return sgd(u, gradient, parameters, count);
    case Rule::momentum: return momentum<false>(u, gradient, parameters, first, count);
    case Rule::nesterov: return momentum<true>(u, gradient, parameters, first, count);
    case Rule::adam:
    case Rule::adamw: return adam(u, gradient, parameters, first, second, count);
  }
}

}  // namespace
}  // namespace ferro::cpu
