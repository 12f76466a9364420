#include "turn.hpp"

#include <algorithm>
#include <new>
#include <stdexcept>

#include "device.hpp"
#include "mlx/device.h"
#include "mlx_thread.hpp"

namespace ferro::mlx {
namespace {

namespace mx = ::mlx::core;

/// Makes a stream the default one. Some of MLX's functions take no stream and use the default: mx::vjp copies there.
/// The default stream belongs to the thread, which is ours. The default device belongs to the process, so the
/// destructor restores it.
class DefaultStreamScope {
 public:
  explicit DefaultStreamScope(mx::Stream stream) : before_(mx::default_device()) {
    mx::set_default_stream(stream);
    become(stream.device);
  }
  DefaultStreamScope(const DefaultStreamScope&) = delete;
  DefaultStreamScope& operator=(const DefaultStreamScope&) = delete;
  ~DefaultStreamScope() { become(before_); }

 private:
  /// Other threads may read it meanwhile, so this writes only a change.
  static void become(mx::Device device) {
    if (mx::default_device() != device) mx::set_default_device(device);
  }

  const mx::Device before_;
};

}  // namespace

bool says_out_of_memory(const std::string& text) {
  // MLX has no type of exception for it. These words come, in this order, from its allocators, from Metal's limits on
  // the size and the number of buffers, from a call of CUDA, from work on an Apple GPU, and from a task on a thread of
  // MLX.
  constexpr const char* kWords[] = {
      "[malloc] Unable to allocate", "[metal::malloc] Attempting to allocate",      "[metal::malloc] Resource limit",
      "failed: out of memory",       "kIOGPUCommandBufferCallbackErrorOutOfMemory", "std::bad_alloc"};
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [&](const char* words) { return text.find(words) != std::string::npos; });
}

double turn(ferro_device device, const std::function<void(mx::Stream)>& job) {
  return MlxThread::get().run([&] {
    try {
      const mx::Stream ours = stream(device);
      const DefaultStreamScope scope(ours);
      job(ours);
    } catch (const std::runtime_error& e) {
      if (says_out_of_memory(e.what())) throw std::bad_alloc();
      throw;
    }
  });
}

}  // namespace ferro::mlx
