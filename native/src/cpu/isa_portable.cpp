#include "isa.hpp"

namespace ferro::cpu {

extern const Kernels baseline;

const std::vector<Isa>& isas() {
  static const std::vector<Isa> all{{"baseline", "portable kernels", true, &baseline}};
  return all;
}

}  // namespace ferro::cpu
