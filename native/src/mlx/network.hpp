// A network on MLX: what is done in which turn of its thread.
#pragma once

#include <functional>

#include "functions.hpp"
#include "rows.hpp"

namespace ferro::mlx {

class MlxNetwork final : public Network {
 public:
  MlxNetwork(ferro_device device, const Shape& shape);
  ~MlxNetwork() override;

  void set_state(const float* parameters, const float* first_moment, const float* second_moment, int64_t step) override;
  int64_t get_state(float* parameters, float* first_moment, float* second_moment) const override;
  void set_optimizer(const Optimizer& optimizer) override;
  LossSum train(const Batch& batch, int64_t batch_size) override;
  LossSum loss_gradient(const Batch& batch, float* gradient) override;
  void predict(const float* features, int64_t rows, float* scores) override;
  double waited() const override { return waited_; }

 private:
  /// What belongs to MLX's thread: made, used and freed there.
  struct ThreadState {
    mx::Stream stream;
    Functions functions;
    State state;
    int64_t step = 0;
  };

  /// One turn. When it fails, nothing of it is still running and the state is what it was before.
  void in_turn(const std::function<void(ThreadState&)>& body) const;

  void need_moments(ThreadState& thread);
  LossSum train_mini_batches(ThreadState& thread, const Batch& batch, int64_t batch_size);
  LossSum train_large(const Batch& mini_batch);
  /// The gradient of the mean loss over all rows, each slice of them in a turn of its own.
  LossSum accumulate(const Batch& batch, double weight, Arrays& gradient);

  const ferro_device device_;
  const Shape shape_;
  const int64_t max_rows_per_turn_;
  Optimizer optimizer_;
  std::unique_ptr<ThreadState> thread_state_;
  mutable double waited_ = 0;
};

}  // namespace ferro::mlx
