#include "levels.hpp"

namespace ferro::cpu {

extern const Kernels neon;

const std::vector<Level>& levels() {
  static const std::vector<Level> all{{"neon", "NEON kernels", true, &neon}};
  return all;
}

}  // namespace ferro::cpu
