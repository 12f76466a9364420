// What this x86-64 CPU has, and the operating system lets programs use.
#pragma once

#include <cpuid.h>

#include <cstdint>

namespace ferro::cpu {

struct Features {
  bool avx2 = false;    // and FMA
  bool avx512 = false;  // foundation, BW, DQ and VL
};

// Asked here and not by __builtin_cpu_supports, which always says no in a library built with zig.
inline Features features() {
  auto has = [](uint32_t word, int bit) { return (word >> bit & 1) != 0; };
  uint32_t a, b, c, d;
  Features found;
  if (!__get_cpuid(1, &a, &b, &c, &d)) return found;
  const bool fma = has(c, 12), os_saves_registers = has(c, 27), avx = has(c, 28);
  if (!fma || !os_saves_registers || !avx || !__get_cpuid_count(7, 0, &a, &b, &c, &d)) return found;
  // XCR0: register states that the operating system saves when it switches threads.
  uint32_t saved, unused;
  __asm__("xgetbv" : "=a"(saved), "=d"(unused) : "c"(0));
  const bool saves_ymm = (saved & 0x06) == 0x06, saves_zmm = (saved & 0xe6) == 0xe6;
  found.avx2 = saves_ymm && has(b, 5);
  const bool foundation = has(b, 16), dq = has(b, 17), bw = has(b, 30), vl = has(b, 31);
  found.avx512 = found.avx2 && saves_zmm && foundation && dq && bw && vl;
  return found;
}

}  // namespace ferro::cpu
