#include "worker.hpp"

#include <chrono>
#include <exception>
#include <thread>

namespace ferro::mlx {

using Clock = std::chrono::steady_clock;

struct Worker::Turn {
  const std::function<void()>& job;
  Clock::time_point begun;
  std::exception_ptr failure;
  bool done = false;
  std::condition_variable finished;
};

/// Never torn down: the JVM may end while the thread is inside MLX.
Worker& Worker::get() {
  static Worker& worker = *new Worker;
  return worker;
}

Worker::Worker() { std::thread([this] { work(); }).detach(); }

double Worker::run(const std::function<void()>& job) {
  const auto asked = Clock::now();
  Turn turn{job, {}, {}, false, {}};
  std::unique_lock lock(mutex_);
  queue_.push_back(&turn);
  queued_.notify_one();
  turn.finished.wait(lock, [&] { return turn.done; });
  if (turn.failure) std::rethrow_exception(turn.failure);
  return std::chrono::duration<double>(turn.begun - asked).count();
}

void Worker::work() {
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
