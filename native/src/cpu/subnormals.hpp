// Numbers below 1.2e-38, with which CPUs compute slowly, counted as 0.
#pragma once

#include <cstdint>

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace ferro::cpu {

/// Counts them as 0 on this thread until the scope ends. Then the thread gets its own setting back. Adam's moments of
/// dead units fade to such numbers and, rounded, never reach 0. Training took up to a third longer with them.
class SubnormalsAreZero {
 public:
  SubnormalsAreZero() : before_(read()) { write(before_ | kZero); }
  SubnormalsAreZero(const SubnormalsAreZero&) = delete;
  SubnormalsAreZero& operator=(const SubnormalsAreZero&) = delete;
  ~SubnormalsAreZero() { write(before_); }

 private:
#if defined(__x86_64__)
  using Control = unsigned int;
  static constexpr Control kZero = 1u << 15 | 1u << 6;  // MXCSR: results, operands
  static Control read() { return _mm_getcsr(); }
  static void write(Control control) { _mm_setcsr(control); }
#elif defined(__aarch64__)
  using Control = uint64_t;
  static constexpr Control kZero = 1u << 24;  // FPCR: both
  static Control read() {
    Control control;
    __asm__ volatile("mrs %0, fpcr" : "=r"(control));
    return control;
  }
  static void write(Control control) { __asm__ volatile("msr fpcr, %0" : : "r"(control) : "memory"); }
#else
  using Control = int;
  static constexpr Control kZero = 0;
  static Control read() { return 0; }
  static void write(Control) {}
#endif

  const Control before_;
};

}  // namespace ferro::cpu
