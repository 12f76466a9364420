// The one thread that calls MLX, and the queue in front of it.
//
// MLX binds streams, command encoders and compiled functions to the thread that made them. It is not made for many
// threads. So a process has one such thread as long as it lives. Callers queue in the order in which they come. A
// caller with more work than one turn queues again behind the others.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>

namespace ferro::mlx {

class MlxThread {
 public:
  static MlxThread& get();

  /// Runs the job on the thread in its turn and throws what it throws. Returns the seconds that it waited for others.
  double run(const std::function<void()>& job);

 private:
  struct Turn;

  MlxThread();
  void work();

  std::mutex mutex_;
  std::condition_variable queued_;
  std::deque<Turn*> queue_;
};

}  // namespace ferro::mlx
