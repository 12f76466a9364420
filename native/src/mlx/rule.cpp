#include "rule.hpp"

namespace ferro::mlx {
namespace {

/// One weight or bias.
struct Stepping {
  const Optimizer& o;
  const StepFactorArrays& factors;
  mx::Stream s;

  mx::array times(float factor, const mx::array& a) const { return mx::multiply(mx::array(factor), a, s); }

  mx::array decayed(const mx::array& g, const mx::array& p) const {
    return o.l2() == 0 ? g : mx::add(g, times(o.l2(), p), s);
  }

  /// share a + (1 - share) b
  mx::array mixed(float share, const mx::array& a, const mx::array& b) const {
    return mx::add(times(share, a), times(1 - share, b), s);
  }

  mx::array moved(const mx::array& p, const mx::array& along) const {
    return mx::subtract(p, mx::multiply(factors.step_size, along, s), s);
  }

  void momentum(mx::array& p, mx::array& v, const mx::array& g) const {
    v = mx::add(times(o.momentum, v), g, s);
    p = moved(p, v);
  }

  void nesterov(mx::array& p, mx::array& v, const mx::array& g) const {
    v = mx::add(times(o.momentum, v), g, s);
    p = moved(p, mx::add(g, times(o.momentum, v), s));
  }

  void adam(mx::array& p, mx::array& m, mx::array& v, const mx::array& g) const {
    m = mixed(o.beta1, m, g);
    v = mixed(o.beta2, v, mx::square(g, s));
    const mx::array root = mx::add(mx::multiply(mx::sqrt(v, s), factors.inv_sqrt_bias2, s), mx::array(o.epsilon), s);
    p = moved(p, mx::divide(m, root, s));
  }

  void adamw(mx::array& p, mx::array& m, mx::array& v, const mx::array& g) const {
    p = mx::multiply(factors.decay_keep, p, s);
    adam(p, m, v, g);
  }
};

}  // namespace

State stepped(const Optimizer& optimizer, const State& state, const Arrays& gradient, const StepFactorArrays& factors,
              mx::Stream stream) {
  const Stepping stepping{optimizer, factors, stream};
  State next = state;
  for (size_t i = 0; i < gradient.size(); ++i) {
    mx::array& p = next.parameters[i];
    const mx::array g = stepping.decayed(gradient[i], p);
    switch (optimizer.rule) {
      case Rule::sgd: p = stepping.moved(p, g); break;
      case Rule::momentum: stepping.momentum(p, next.first_moment[i], g); break;
      case Rule::nesterov: stepping.nesterov(p, next.first_moment[i], g); break;
      case Rule::adam: stepping.adam(p, next.first_moment[i], next.second_moment[i], g); break;
      case Rule::adamw: stepping.adamw(p, next.first_moment[i], next.second_moment[i], g); break;
    }
  }
  return next;
}

}  // namespace ferro::mlx
