#include <cpuid.h>

#include <cstdint>

#include "levels.hpp"

namespace ferro::cpu {

extern const Kernels avx512, avx2, baseline;

namespace {

constexpr bool has(uint64_t word, int bit) { return (word >> bit & 1) != 0; }

/// Register states that the operating system saves when it switches threads (XCR0).
uint64_t saved_registers() {
  uint32_t low, high;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return uint64_t{high} << 32 | low;
}

struct Features {
  bool avx2 = false;
  bool avx512 = false;
};

// Asked here and not by __builtin_cpu_supports, which always says no in a library built with zig.
Features features() {
  uint32_t a, b, c, d;
  Features found;
  if (!__get_cpuid(1, &a, &b, &c, &d)) return found;
  const bool fma = has(c, 12), os_saves_registers = has(c, 27), avx = has(c, 28);
  if (!fma || !os_saves_registers || !avx || !__get_cpuid_count(7, 0, &a, &b, &c, &d)) return found;
  const uint64_t saved = saved_registers();
  const bool saves_ymm = (saved & 0x06) == 0x06, saves_zmm = (saved & 0xe6) == 0xe6;
  found.avx2 = saves_ymm && has(b, 5);
  const bool foundation = has(b, 16), dq = has(b, 17), bw = has(b, 30), vl = has(b, 31);
  found.avx512 = found.avx2 && saves_zmm && foundation && dq && bw && vl;
  return found;
}

}  // namespace

const std::vector<Level>& levels() {
  static const std::vector<Level> all = [] {
    const Features cpu = features();
    return std::vector<Level>{{"avx512", "AVX-512 kernels", cpu.avx512, &avx512},
                              {"avx2", "AVX2 kernels", cpu.avx2, &avx2},
                              {"baseline", "SSE2 kernels", true, &baseline}};
  }();
  return all;
}

}  // namespace ferro::cpu
