#include "turn.hpp"

#include <algorithm>
#include <new>
#include <stdexcept>

#include "device.hpp"
#include "mlx/device.h"
#include "worker.hpp"

namespace ferro::mlx {
namespace {

namespace mx = ::mlx::core;

/// Some of MLX's functions take no stream and use the default one: mx::vjp copies there. The default stream belongs to the
/// thread, which is ours. The default device belongs to the process, so the destructor restores it.
class OnStream {
 public:
  explicit OnStream(mx::Stream stream) : before_(mx::default_device()) {
    mx::set_default_stream(stream);
    become(stream.device);
  }
  OnStream(const OnStream&) = delete;
  OnStream& operator=(const OnStream&) = delete;
  ~OnStream() { become(before_); }

 private:
  /// Other threads may read it meanwhile, so this writes only a change.
  static void become(mx::Device device) {
    if (mx::default_device() != device) mx::set_default_device(device);
  }

  const mx::Device before_;
};

}  // namespace

bool says_out_of_memory(const std::string& text) {
  // MLX has no type of exception for it. These words come, in this order, from its allocators, from Metal's limits on the
  // size and the number of buffers, from a call of CUDA, from work on an Apple GPU, and from a task on a thread of MLX.
  constexpr const char* kWords[] = {
      "[malloc] Unable to allocate", "[metal::malloc] Attempting to allocate",      "[metal::malloc] Resource limit",
      "failed: out of memory",       "kIOGPUCommandBufferCallbackErrorOutOfMemory", "std::bad_alloc"};
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [&](const char* words) { return text.find(words) != std::string::npos; });
}

double turn(ferro_device device, const std::function<void(mx::Stream)>& job) {
  return Worker::get().run([&] {
    try {
      const mx::Stream own = stream(device);
      const OnStream here(own);
      job(own);
    } catch (const std::runtime_error& e) {
      if (says_out_of_memory(e.what())) throw std::bad_alloc();
      throw;
    }
  });
}

}  // namespace ferro::mlx
