#include "network.hpp"

#include <algorithm>

#include "flat.hpp"
#include "turn.hpp"

namespace ferro::mlx {
namespace {

void evaluate(const State& state, const Arrays& losses) {
  mx::eval(joined({losses, state.parameters, state.first_moment, state.second_moment}));
}

}  // namespace

MlxNetwork::MlxNetwork(ferro_device device, const Shape& shape)
    : device_(device), shape_(shape), max_rows_per_turn_(max_rows_per_turn(shape)) {
  turn(device, [&](mx::Stream s) {
    auto thread = std::make_unique<ThreadState>(ThreadState{s, Functions(device, shape, s), {}, 0});
    thread->functions.set_optimizer(optimizer_);
    thread->state.parameters = from_flat(shape, nullptr);
    thread_state_ = std::move(thread);
  });
}

MlxNetwork::~MlxNetwork() {
  if (thread_state_) turn(device_, [&](mx::Stream) { thread_state_.reset(); });
}

void MlxNetwork::in_turn(const std::function<void(ThreadState&)>& body) const {
  waited_ += turn(device_, [&](mx::Stream) {
    const State before = thread_state_->state;
    const int64_t step = thread_state_->step;
    try {
      body(*thread_state_);
    } catch (...) {
      thread_state_->state = before;
      thread_state_->step = step;
      try {
        mx::synchronize(thread_state_->stream);
      } catch (...) {
        // The first failure is the one that the caller learns of.
      }
      throw;
    }
  });
}

void MlxNetwork::set_state(const float* parameters, const float* first_moment, const float* second_moment,
                           int64_t step) {
  in_turn([&](ThreadState& thread) {
    thread.state = {from_flat(shape_, parameters), first_moment ? from_flat(shape_, first_moment) : Arrays{},
                    second_moment ? from_flat(shape_, second_moment) : Arrays{}};
    thread.step = step;
  });
}

int64_t MlxNetwork::get_state(float* parameters, float* first_moment, float* second_moment) const {
  in_turn([&](ThreadState& thread) {
    to_flat(shape_, thread.state.parameters, parameters, thread.stream);
    if (first_moment) to_flat(shape_, thread.state.first_moment, first_moment, thread.stream);
    if (second_moment) to_flat(shape_, thread.state.second_moment, second_moment, thread.stream);
  });
  return thread_state_->step;
}

void MlxNetwork::set_optimizer(const Optimizer& optimizer) {
  in_turn([&](ThreadState& thread) { thread.functions.set_optimizer(optimizer); });
  optimizer_ = optimizer;
}

LossSum MlxNetwork::train(const Batch& batch, int64_t batch_size) {
  LossSum total;
  const int64_t rows_per_turn =
      batch_size <= max_rows_per_turn_ ? max_rows_per_turn_ / batch_size * batch_size : batch_size;
  for_each_slice(shape_, batch, rows_per_turn, [&](const Batch& rows) {
    if (rows.rows > max_rows_per_turn_) {
      total += train_large(rows);
    } else {
      in_turn([&](ThreadState& thread) {
        total += train_mini_batches(thread, rows, std::min(batch_size, max_rows_per_turn_));
      });
    }
  });
  return total;
}

LossSum MlxNetwork::train_mini_batches(ThreadState& thread, const Batch& batch, int64_t batch_size) {
  const Rows rows(device_, shape_, batch, batch_size, thread.stream);
  LossSum total;
  Arrays losses;
  std::vector<double> weights;
  int64_t first = 0;
  need_moments(thread);
  for_each_slice(shape_, batch, batch_size, [&](const Batch& mini_batch) {
    const int64_t at = first;
    first += mini_batch.rows;
    const double weight = mini_batch.weight();
    if (weight == 0) return;
    const mx::array scale(static_cast<float>(1 / weight));
    Functions::Step step = thread.functions.step(thread.state, rows.mini_batch(at, mini_batch.rows), scale,
                                                 step_factors(optimizer_, ++thread.step));
    thread.state = std::move(step.state);
    // Handed over now, so that the device computes while the next step's graph is made.
    mx::async_eval(
        joined({{step.loss}, thread.state.parameters, thread.state.first_moment, thread.state.second_moment}));
    losses.push_back(std::move(step.loss));
    weights.push_back(weight);
  });
  evaluate(thread.state, losses);
  for (size_t i = 0; i < losses.size(); ++i) total += {weights[i] * losses[i].item<float>(), weights[i]};
  return total;
}

LossSum MlxNetwork::train_large(const Batch& mini_batch) {
  const double weight = mini_batch.weight();
  if (weight == 0) return {};
  Arrays gradient;
  const LossSum sum = accumulate(mini_batch, weight, gradient);
  in_turn([&](ThreadState& thread) {
    need_moments(thread);
    thread.state = thread.functions.update(thread.state, gradient, step_factors(optimizer_, ++thread.step));
    evaluate(thread.state, {});
  });
  return sum;
}

LossSum MlxNetwork::loss_gradient(const Batch& batch, float* gradient) {
  const double weight = batch.weight();
  Arrays sum;
  const LossSum loss = weight == 0 ? LossSum{} : accumulate(batch, weight, sum);
  in_turn([&](ThreadState& thread) { to_flat(shape_, sum, gradient, thread.stream); });
  return loss;
}

LossSum MlxNetwork::accumulate(const Batch& batch, double weight, Arrays& gradient) {
  LossSum total{0, weight};
  for_each_slice(shape_, batch, max_rows_per_turn_, [&](const Batch& slice) {
    in_turn([&](ThreadState& thread) {
      const Rows rows(device_, shape_, slice, max_rows_per_turn_, thread.stream);
      const mx::array scale(static_cast<float>(1 / weight));
      Graph::Gradient part = thread.functions.gradient(thread.state.parameters, rows.mini_batch(0, slice.rows), scale);
      for (size_t i = 0; i < gradient.size(); ++i) {
        part.gradient[i] = mx::add(gradient[i], part.gradient[i], thread.stream);
      }
      mx::eval(joined({{part.loss}, part.gradient}));
      gradient = std::move(part.gradient);
      total.weighted_loss += weight * part.loss.item<float>();
    });
  });
  return total;
}

void MlxNetwork::predict(const float* features, int64_t rows, float* scores) {
  for (int64_t first = 0; first < rows; first += max_rows_per_turn_) {
    const int64_t count = std::min(max_rows_per_turn_, rows - first);
    in_turn([&](ThreadState& thread) {
      const mx::array in = features_of(device_, shape_, features + first * shape_.inputs(), count,
                                       padded(count, max_rows_per_turn_), thread.stream);
      mx::array out = mx::contiguous(thread.functions.scores(thread.state.parameters, in), false, thread.stream);
      mx::eval(out);
      // MLX writes only to memory that it allocated.
      std::copy_n(out.data<float>(), count * shape_.outputs(), scores + first * shape_.outputs());
    });
  }
}

void MlxNetwork::need_moments(ThreadState& thread) {
  const int moments = moments_of(optimizer_.rule);
  if (moments > 0 && thread.state.first_moment.empty()) thread.state.first_moment = from_flat(shape_, nullptr);
  if (moments > 1 && thread.state.second_moment.empty()) thread.state.second_moment = from_flat(shape_, nullptr);
}

}  // namespace ferro::mlx
