// The table behind ferro.h's int64 handles. They are numbers and never pointers, so that a stale one is noticed.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "errors.hpp"
#include "network.hpp"

namespace ferro {

/// An open network, its shape for the checks, and whether a thread is inside it.
struct Entry {
  Shape shape;
  std::unique_ptr<Network> network;
  std::atomic<bool> busy{false};
};

/// A network borrowed for one call. It stays alive even if another thread closes its handle meanwhile.
class Borrowed {
 public:
  Borrowed(const char* operation, std::shared_ptr<Entry> entry) : entry_(std::move(entry)) {
    if (entry_->busy.exchange(true, std::memory_order_acquire)) {
      refuse(operation, "a network that one thread uses at a time", "one in use by another thread");
    }
  }
  Borrowed(const Borrowed&) = delete;
  Borrowed& operator=(const Borrowed&) = delete;
  ~Borrowed() { entry_->busy.store(false, std::memory_order_release); }

  const Shape& shape() const { return entry_->shape; }
  Network& operator*() const { return *entry_->network; }
  Network* operator->() const { return entry_->network.get(); }

 private:
  std::shared_ptr<Entry> entry_;
};

class Handles {
 public:
  ferro_network add(Shape shape, std::unique_ptr<Network> network) {
    auto entry = std::make_shared<Entry>();
    entry->shape = std::move(shape);
    entry->network = std::move(network);
    std::lock_guard lock(mutex_);
    entries_.emplace(next_, std::move(entry));
    return next_++;
  }

  Borrowed borrow(const char* operation, ferro_network handle) {
    std::lock_guard lock(mutex_);
    auto found = entries_.find(handle);
    if (found == entries_.end()) refuse(operation, "an open network", "a closed or unknown handle");
    return Borrowed(operation, found->second);
  }

  void remove(const char* operation, ferro_network handle) {
    std::shared_ptr<Entry> freed_outside_the_lock;
    std::lock_guard lock(mutex_);
    auto found = entries_.find(handle);
    if (found == entries_.end()) refuse(operation, "an open network", "a closed or unknown handle");
    freed_outside_the_lock = std::move(found->second);
    entries_.erase(found);
  }

 private:
  std::mutex mutex_;
  std::unordered_map<ferro_network, std::shared_ptr<Entry>> entries_;
  ferro_network next_ = 1;
};

}  // namespace ferro
