// Compiled once per level: CMake sets FERRO_LEVEL (avx2, …) and the compiler flags that go with it.
#include "../kernels.hpp"

#include "layer_gradient.hpp"
#include "loss.hpp"
#include "multiply.hpp"
#include "transpose.hpp"

namespace ferro::cpu {

extern const Kernels FERRO_LEVEL;
const Kernels FERRO_LEVEL{multiply, layer_gradient, cross_entropy, squared_error, transpose};

}  // namespace ferro::cpu
