// Which instructions to compute with: the best level that this CPU has, or the one that FERRO_ISA names.
#pragma once

#include <vector>

#include "kernels.hpp"

namespace ferro::cpu {

struct Level {
  const char* name;         // as in FERRO_ISA: "avx2"
  const char* description;  // "AVX2 kernels"
  bool supported;           // by this CPU
  const Kernels* kernels;
};

/// The levels compiled into this library, best first. One source file per processor family defines it.
const std::vector<Level>& levels();

/// The level of this process, chosen once. Throws InvalidArgument when FERRO_ISA names one that cannot run here.
const Level& level();

}  // namespace ferro::cpu
