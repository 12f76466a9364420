#include "levels.hpp"

namespace ferro::cpu {

extern const Kernels baseline;

const std::vector<Level>& levels() {
  static const std::vector<Level> all{{"baseline", "portable kernels", true, &baseline}};
  return all;
}

}  // namespace ferro::cpu
