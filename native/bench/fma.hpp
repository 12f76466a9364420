// Fused multiply-adds in registers and nothing else: what a core can do at most. One source file per processor family.
#pragma once

#include <vector>

namespace ferro::bench {

struct FmaLoop {
  const char* instructions;  // "AVX2"
  double flops_per_round;
  float (*run)(long rounds);  // the result is there to be used, so that the loop stays
};

/// More chains than the latency of an FMA times the FMAs that a core starts at once.
constexpr int kChains = 12;

/// The loops that this CPU can run, at least one.
std::vector<FmaLoop> fma_loops();

}  // namespace ferro::bench
