// A turn of MLX's: on the thread that owns it, with everything on the stream of one device.
#pragma once

#include <functional>
#include <string>

#include "../network.hpp"
#include "mlx/stream.h"

namespace ferro::mlx {

/// Runs the job in its turn and throws what it throws: std::bad_alloc where MLX says that memory ran out. Returns the
/// seconds that it waited for others. The device can be used: see device.hpp.
double turn(ferro_device device, const std::function<void(::mlx::core::Stream)>& job);

/// Whether a text of MLX's says that memory ran out.
bool says_out_of_memory(const std::string& text);

}  // namespace ferro::mlx
