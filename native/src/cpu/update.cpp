#include "update.hpp"

#include "../rates.hpp"

namespace ferro::cpu {

Update update_for(const Optimizer& o, int64_t step) {
  const Rates rates = rates_for(o, step);
  Update u{};
  u.rule = o.rule;
  u.step_size = rates.step;
  u.momentum = o.momentum;
  u.decay = o.l2();
  u.keep = rates.keep;
  u.beta1 = o.beta1;
  u.beta2 = o.beta2;
  u.epsilon = o.epsilon;
  u.root = rates.root;
  return u;
}

}  // namespace ferro::cpu
