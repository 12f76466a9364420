#include "features_x86_64.hpp"
#include "isa.hpp"

namespace ferro::cpu {

extern const Kernels avx512, avx2, baseline;

const std::vector<Isa>& isas() {
  static const std::vector<Isa> all = [] {
    const Features cpu = features();
    return std::vector<Isa>{{"avx512", "AVX-512 kernels", cpu.avx512, &avx512},
                            {"avx2", "AVX2 kernels", cpu.avx2, &avx2},
                            {"baseline", "SSE2 kernels", true, &baseline}};
  }();
  return all;
}

}  // namespace ferro::cpu
