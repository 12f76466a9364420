#include "mlx_thread.hpp"

#include <pthread.h>

#include <chrono>
#include <exception>
#include <new>

namespace ferro::mlx {

using Clock = std::chrono::steady_clock;

struct MlxThread::Turn {
  const std::function<void()>& job;
  Clock::time_point begun;
  std::exception_ptr failure;
  bool done = false;
  std::condition_variable finished;
};

/// Never torn down: the JVM may end while the thread is inside MLX.
MlxThread& MlxThread::get() {
  static MlxThread& thread = *new MlxThread;
  return thread;
}

MlxThread::MlxThread() {
  // MLX walks a graph by recursion, some hundred bytes a layer. macOS gives a thread 512 KiB, too little for 4000
  // layers.
  constexpr size_t kStackBytes = size_t{64} << 20;
  const auto body = [](void* self) -> void* {
    static_cast<MlxThread*>(self)->work();
    return nullptr;
  };
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStackBytes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_t thread;
  const int failure = pthread_create(&thread, &attributes, body, this);
  pthread_attr_destroy(&attributes);
  if (failure) throw std::bad_alloc();  // the system has no memory for another thread, or does not want one
}

double MlxThread::run(const std::function<void()>& job) {
  const auto asked = Clock::now();
  Turn turn{job, {}, {}, false, {}};
  std::unique_lock lock(mutex_);
  queue_.push_back(&turn);
  queued_.notify_one();
  turn.finished.wait(lock, [&] { return turn.done; });
  if (turn.failure) std::rethrow_exception(turn.failure);
  return std::chrono::duration<double>(turn.begun - asked).count();
}

void MlxThread::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    queued_.wait(lock, [this] { return !queue_.empty(); });
    Turn& turn = *queue_.front();
    queue_.pop_front();
    lock.unlock();
    turn.begun = Clock::now();
    try {
      turn.job();
    } catch (...) {
      turn.failure = std::current_exception();
    }
    lock.lock();
    turn.done = true;
    turn.finished.notify_one();
  }
}

}  // namespace ferro::mlx
