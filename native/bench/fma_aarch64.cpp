#include <arm_neon.h>

#include "fma.hpp"

namespace ferro::bench {
namespace {

// Apple's cores start four FMAs a cycle: twice the chains.
constexpr int kNeonChains = 2 * kChains;

float neon(long rounds) {
  float32x4_t chain[kNeonChains];
  for (int i = 0; i < kNeonChains; ++i) chain[i] = vdupq_n_f32(0.001f * i);
  const float32x4_t factor = vdupq_n_f32(1e-9f), term = vdupq_n_f32(0.001f);
  for (long round = 0; round < rounds; ++round) {
#pragma GCC unroll 24
    for (int i = 0; i < kNeonChains; ++i) chain[i] = vfmaq_f32(chain[i], factor, term);
  }
  for (int i = 1; i < kNeonChains; ++i) chain[0] = vaddq_f32(chain[0], chain[i]);
  return vgetq_lane_f32(chain[0], 0);
}

}  // namespace

std::vector<FmaLoop> fma_loops() { return {{"NEON", 2.0 * kNeonChains * 4, neon}}; }

}  // namespace ferro::bench
