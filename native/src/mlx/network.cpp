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
    : device_(device), shape_(shape), most_(rows_at_once(shape)) {
  turn(device, [&](mx::Stream s) {
    auto own = std::make_unique<OnWorker>(OnWorker{s, Functions(device, shape, s), {}, 0});
    own->functions.set_optimizer(optimizer_);
    own->state.parameters = from_flat(shape, nullptr);
    own_ = std::move(own);
  });
}

MlxNetwork::~MlxNetwork() {
  if (own_) turn(device_, [&](mx::Stream) { own_.reset(); });
}

void MlxNetwork::in_turn(const std::function<void(OnWorker&)>& body) const {
  waited_ += turn(device_, [&](mx::Stream) {
    const State before = own_->state;
    const int64_t step = own_->step;
    try {
      body(*own_);
    } catch (...) {
      own_->state = before;
      own_->step = step;
      try {
        mx::synchronize(own_->stream);
      } catch (...) {
        // The first failure is the one to tell.
      }
      throw;
    }
  });
}

void MlxNetwork::set_state(const float* parameters, const float* first_moment, const float* second_moment,
                           int64_t step) {
  in_turn([&](OnWorker& own) {
    own.state = {from_flat(shape_, parameters), first_moment ? from_flat(shape_, first_moment) : Arrays{},
                 second_moment ? from_flat(shape_, second_moment) : Arrays{}};
    own.step = step;
  });
}

int64_t MlxNetwork::get_state(float* parameters, float* first_moment, float* second_moment) const {
  in_turn([&](OnWorker& own) {
    to_flat(shape_, own.state.parameters, parameters, own.stream);
    if (first_moment) to_flat(shape_, own.state.first_moment, first_moment, own.stream);
    if (second_moment) to_flat(shape_, own.state.second_moment, second_moment, own.stream);
  });
  return own_->step;
}

void MlxNetwork::set_optimizer(const Optimizer& optimizer) {
  in_turn([&](OnWorker& own) { own.functions.set_optimizer(optimizer); });
  optimizer_ = optimizer;
}

LossSum MlxNetwork::train(const Batch& batch, int64_t batch_size) {
  LossSum total;
  const int64_t turn = batch_size <= most_ ? most_ / batch_size * batch_size : batch_size;
  for_each_slice(shape_, batch, turn, [&](const Batch& rows) {
    if (rows.rows > most_) {
      total += train_large(rows);
    } else {
      in_turn([&](OnWorker& own) { total += train_mini_batches(own, rows, std::min(batch_size, most_)); });
    }
  });
  return total;
}

LossSum MlxNetwork::train_mini_batches(OnWorker& own, const Batch& batch, int64_t batch_size) {
  const Rows rows(device_, shape_, batch, batch_size, own.stream);
  LossSum total;
  Arrays losses;
  std::vector<double> weights;
  int64_t first = 0;
  need_moments(own);
  for_each_slice(shape_, batch, batch_size, [&](const Batch& mini_batch) {
    const int64_t at = first;
    first += mini_batch.rows;
    const double weight = mini_batch.weight();
    if (weight == 0) return;
    const mx::array scale(static_cast<float>(1 / weight));
    Functions::Step step =
        own.functions.step(own.state, rows.mini_batch(at, mini_batch.rows), scale, rates_for(optimizer_, ++own.step));
    own.state = std::move(step.state);
    // Handed over now, so that the device computes while the next step's graph is made.
    mx::async_eval(joined({{step.loss}, own.state.parameters, own.state.first_moment, own.state.second_moment}));
    losses.push_back(std::move(step.loss));
    weights.push_back(weight);
  });
  evaluate(own.state, losses);
  for (size_t i = 0; i < losses.size(); ++i) total += {weights[i] * losses[i].item<float>(), weights[i]};
  return total;
}

LossSum MlxNetwork::train_large(const Batch& mini_batch) {
  const double weight = mini_batch.weight();
  if (weight == 0) return {};
  Arrays gradient;
  const LossSum sum = accumulate(mini_batch, weight, gradient);
  in_turn([&](OnWorker& own) {
    need_moments(own);
    own.state = own.functions.update(own.state, gradient, rates_for(optimizer_, ++own.step));
    evaluate(own.state, {});
  });
  return sum;
}

LossSum MlxNetwork::loss_gradient(const Batch& batch, float* gradient) {
  const double weight = batch.weight();
  Arrays sum;
  const LossSum loss = weight == 0 ? LossSum{} : accumulate(batch, weight, sum);
  in_turn([&](OnWorker& own) { to_flat(shape_, sum, gradient, own.stream); });
  return loss;
}

LossSum MlxNetwork::accumulate(const Batch& batch, double weight, Arrays& gradient) {
  LossSum total{0, weight};
  for_each_slice(shape_, batch, most_, [&](const Batch& slice) {
    in_turn([&](OnWorker& own) {
      const Rows rows(device_, shape_, slice, most_, own.stream);
      const mx::array scale(static_cast<float>(1 / weight));
      Graph::Gradient part = own.functions.gradient(own.state.parameters, rows.mini_batch(0, slice.rows), scale);
      for (size_t i = 0; i < gradient.size(); ++i) {
        part.gradient[i] = mx::add(gradient[i], part.gradient[i], own.stream);
      }
      mx::eval(joined({{part.loss}, part.gradient}));
      gradient = std::move(part.gradient);
      total.weighted_loss += weight * part.loss.item<float>();
    });
  });
  return total;
}

void MlxNetwork::predict(const float* features, int64_t rows, float* scores) {
  for (int64_t first = 0; first < rows; first += most_) {
    const int64_t count = std::min(most_, rows - first);
    in_turn([&](OnWorker& own) {
      const mx::array in =
          features_of(device_, shape_, features + first * shape_.inputs(), count, padded(count, most_), own.stream);
      mx::array out = mx::contiguous(own.functions.scores(own.state.parameters, in), false, own.stream);
      mx::eval(out);
      // MLX writes only to memory of its own.
      std::copy_n(out.data<float>(), count * shape_.outputs(), scores + first * shape_.outputs());
    });
  }
}

void MlxNetwork::need_moments(OnWorker& own) {
  const int moments = moments_of(optimizer_.rule);
  if (moments > 0 && own.state.first_moment.empty()) own.state.first_moment = from_flat(shape_, nullptr);
  if (moments > 1 && own.state.second_moment.empty()) own.state.second_moment = from_flat(shape_, nullptr);
}

}  // namespace ferro::mlx
