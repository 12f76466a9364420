#include "isa.hpp"

namespace ferro::cpu {

extern const Kernels neon;

const std::vector<Isa>& isas() {
  static const std::vector<Isa> all{{"neon", "NEON kernels", true, &neon}};
  return all;
}

}  // namespace ferro::cpu
