// Whether MLX can compute on a device of this machine, and its stream there.
#pragma once

#include <string>

#include "../network.hpp"
#include "mlx/stream.h"

namespace ferro::mlx {

/// What computes on the device, for people.
std::string describe(ferro_device device);

/// Throws the reason when nothing can.
void require(ferro_device device);

/// The stream of the device, passed explicitly to every operation: MLX's default device belongs to the whole process.
/// For the worker alone.
::mlx::core::Stream stream(ferro_device device);

}  // namespace ferro::mlx
