// MLX's C++ interface changes between patch versions: one of them is built against, and no other will do at run time.
#pragma once

#include <string>

#include "../errors.hpp"
#include "mlx/version.h"

#define FERRO_TEXT_OF(x) #x
#define FERRO_TEXT(x) FERRO_TEXT_OF(x)

namespace ferro::mlx {

constexpr const char* kVersion =
    FERRO_TEXT(MLX_VERSION_MAJOR) "." FERRO_TEXT(MLX_VERSION_MINOR) "." FERRO_TEXT(MLX_VERSION_PATCH);

inline void require_version() {
  const std::string found = ::mlx::core::version();
  if (found != kVersion) refuse("open", "MLX " + std::string(kVersion), "MLX " + found);
}

}  // namespace ferro::mlx

#undef FERRO_TEXT
#undef FERRO_TEXT_OF
