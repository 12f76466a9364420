// Compiled once per instruction set: CMake sets FERRO_ISA (avx2, …) and the compiler flags that go with it.
#include "../kernels.hpp"

#include "layer_gradient.hpp"
#include "loss.hpp"
#include "multiply.hpp"
#include "transpose.hpp"

namespace ferro::cpu {

extern const Kernels FERRO_ISA;
const Kernels FERRO_ISA{multiply, layer_gradient, cross_entropy, squared_error, transpose};

}  // namespace ferro::cpu
