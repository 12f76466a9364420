// A register of floats, and the few things that compilers' vector extensions lack. The only place that knows
// instruction sets.
#pragma once

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

#include "../panels.hpp"

#define FERRO_INLINE inline __attribute__((always_inline))

namespace ferro::cpu {
namespace {

#if defined(__AVX512F__)
constexpr int kLanes = 16;
#elif defined(__AVX2__)
constexpr int kLanes = 8;
#else
constexpr int kLanes = 4;
#endif

typedef float Vec __attribute__((vector_size(kLanes * sizeof(float))));
typedef int IntVec __attribute__((vector_size(kLanes * sizeof(int))));
typedef float UnalignedVec __attribute__((vector_size(kLanes * sizeof(float)), aligned(alignof(float)), may_alias));

constexpr int kVecsPerPanel = kPanel / kLanes;

FERRO_INLINE Vec load(const float* p) { return *reinterpret_cast<const UnalignedVec*>(p); }
FERRO_INLINE void store(float* p, Vec x) { *reinterpret_cast<UnalignedVec*>(p) = x; }
FERRO_INLINE Vec broadcast(float x) { return x - Vec{}; }

FERRO_INLINE Vec square_root(Vec x) {
#if defined(__AVX512F__)
  return _mm512_maskz_sqrt_ps(0xffff, x);  // GCC warns inside its own _mm512_sqrt_ps
#elif defined(__AVX2__)
  return _mm256_sqrt_ps(x);
#elif defined(__x86_64__)
  return _mm_sqrt_ps(x);
#elif defined(__aarch64__)
  return vsqrtq_f32(x);
#else
  for (int i = 0; i < kLanes; ++i) x[i] = __builtin_sqrtf(x[i]);
  return x;
#endif
}

/// e^x to about 1e-7 of the result. 0 below -87, infinity above 88. NaN stays.
FERRO_INLINE Vec exponential(Vec x) {
  // x = n ln 2 + r with n whole and |r| <= ln 2 / 2: 2^n goes into the exponent bits, e^r is a polynomial (Cephes).
  // Adding and subtracting 1.5 * 2^23 rounds to a whole number and leaves n in the low bits on the way.
  const Vec shift = broadcast(12582912.0f);
  Vec shifted = x * 1.44269504f + shift;
  Vec n = shifted - shift;
  Vec r = x - n * 0.693359375f;
  r = r - n * -2.12194440e-4f;
  Vec p = broadcast(1.9875691500e-4f);
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.0f;
  IntVec exponent = ((IntVec)shifted + 127) << 23;
  Vec result = p * (Vec)exponent;
  result = x < -87.0f ? Vec{} : result;
  result = x > 88.0f ? broadcast(__builtin_inff()) : result;
  return x == x ? result : x;
}

}  // namespace
}  // namespace ferro::cpu
