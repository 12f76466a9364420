#include "fma.hpp"

namespace ferro::bench {
namespace {

float plain(long rounds) {
  float chain[kChains];
  for (int i = 0; i < kChains; ++i) chain[i] = 0.001f * i;
  for (long round = 0; round < rounds; ++round) {
    for (int i = 0; i < kChains; ++i) chain[i] = chain[i] * 0.999f + 0.001f;
  }
  for (int i = 1; i < kChains; ++i) chain[0] += chain[i];
  return chain[0];
}

}  // namespace

std::vector<FmaLoop> fma_loops() { return {{"plain C++", 2.0 * kChains, plain}}; }

}  // namespace ferro::bench
