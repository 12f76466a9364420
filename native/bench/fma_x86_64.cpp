#include <immintrin.h>

#include "../src/cpu/features_x86_64.hpp"
#include "fma.hpp"

namespace ferro::bench {
namespace {

float baseline(long rounds) {
  __m128 chain[kChains];
  for (int i = 0; i < kChains; ++i) chain[i] = _mm_set1_ps(0.001f * i);
  const __m128 factor = _mm_set1_ps(0.999f), term = _mm_set1_ps(0.001f);
  for (long round = 0; round < rounds; ++round) {
#pragma GCC unroll 12
    for (int i = 0; i < kChains; ++i) chain[i] = _mm_add_ps(_mm_mul_ps(chain[i], factor), term);
  }
  for (int i = 1; i < kChains; ++i) chain[0] = _mm_add_ps(chain[0], chain[i]);
  return _mm_cvtss_f32(chain[0]);
}

__attribute__((target("avx2,fma"))) float avx2(long rounds) {
  __m256 chain[kChains];
  for (int i = 0; i < kChains; ++i) chain[i] = _mm256_set1_ps(0.001f * i);
  const __m256 factor = _mm256_set1_ps(0.999f), term = _mm256_set1_ps(0.001f);
  for (long round = 0; round < rounds; ++round) {
#pragma GCC unroll 12
    for (int i = 0; i < kChains; ++i) chain[i] = _mm256_fmadd_ps(chain[i], factor, term);
  }
  for (int i = 1; i < kChains; ++i) chain[0] = _mm256_add_ps(chain[0], chain[i]);
  return _mm256_cvtss_f32(chain[0]);
}

__attribute__((target("avx512f"))) float avx512(long rounds) {
  __m512 chain[kChains];
  for (int i = 0; i < kChains; ++i) chain[i] = _mm512_set1_ps(0.001f * i);
  const __m512 factor = _mm512_set1_ps(0.999f), term = _mm512_set1_ps(0.001f);
  for (long round = 0; round < rounds; ++round) {
#pragma GCC unroll 12
    for (int i = 0; i < kChains; ++i) chain[i] = _mm512_fmadd_ps(chain[i], factor, term);
  }
  for (int i = 1; i < kChains; ++i) chain[0] = _mm512_add_ps(chain[0], chain[i]);
  return _mm512_cvtss_f32(chain[0]);
}

}  // namespace

std::vector<FmaLoop> fma_loops() {
  const cpu::Features features = cpu::features();
  // A multiply-add counts as two operations for each float of a register.
  std::vector<FmaLoop> loops{{"SSE2", 2.0 * kChains * 4, baseline}};
  if (features.avx2) loops.push_back({"AVX2", 2.0 * kChains * 8, avx2});
  if (features.avx512) loops.push_back({"AVX-512", 2.0 * kChains * 16, avx512});
  return loops;
}

}  // namespace ferro::bench
