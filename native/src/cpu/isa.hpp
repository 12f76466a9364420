// Which instruction set to compute with: the best one that this CPU has, or the one that FERRO_ISA names.
#pragma once

#include <vector>

#include "kernels.hpp"

namespace ferro::cpu {

struct Isa {
  const char* name;         // as in FERRO_ISA: "avx2"
  const char* description;  // "AVX2 kernels"
  bool supported;           // by this CPU
  const Kernels* kernels;
};

/// The instruction sets that this library has kernels for, best first. One source file per processor family defines it.
const std::vector<Isa>& isas();

/// The instruction set of this process, chosen once. Throws InvalidArgument when FERRO_ISA names one that cannot run
/// here.
const Isa& chosen_isa();

}  // namespace ferro::cpu
