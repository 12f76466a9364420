#include "levels.hpp"

namespace ferro::cpu {

extern const Kernels avx512, avx2, baseline;

const std::vector<Level>& levels() {
  static const std::vector<Level> all = [] {
    __builtin_cpu_init();
    const bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    const bool has_avx512 = has_avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                            __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
    return std::vector<Level>{{"avx512", "AVX-512 kernels", has_avx512, &avx512},
                              {"avx2", "AVX2 kernels", has_avx2, &avx2},
                              {"baseline", "SSE2 kernels", true, &baseline}};
  }();
  return all;
}

}  // namespace ferro::cpu
