// Reads the tables at the end of a file: its exports, and the pointers that must be set. See image.hpp.
#include "image.hpp"

uint8_t Cursor::byte() {
  if (!more()) stop("a table ends in the middle of an entry");
  return static_cast<uint8_t>(*at_++);
}

/// Seven bits a byte, the lowest first.
uint64_t Cursor::number() {
  uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    const uint8_t part = byte();
    value |= static_cast<uint64_t>(part & 127) << shift;
    if (part < 128) break;
  }
  return value;
}

std::string Cursor::name() {
  std::string text;
  while (const uint8_t letter = byte()) text += static_cast<char>(letter);
  return text;
}

void Cursor::skip(uint64_t bytes) {
  if (bytes > static_cast<uint64_t>(end_ - at_)) stop("a table points behind its end");
  at_ += bytes;
}

Cursor Image::table(uint32_t offset, uint32_t size) const {
  if (size == 0) return {base_, 0};
  for (const segment_command_64& segment : segments_) {
    if (offset >= segment.fileoff && uint64_t{offset} + size <= segment.fileoff + segment.filesize) {
      return {base_ + (segment.vmaddr - first_) + (offset - segment.fileoff), size};
    }
  }
  stop(path + " has a table outside its segments");
}

uint64_t& Image::pointer(size_t segment, uint64_t offset) const {
  if (segment >= segments_.size() || offset + sizeof(void*) > segments_[segment].vmsize) {
    stop(path + " has a pointer outside its segments");
  }
  return *reinterpret_cast<uint64_t*>(base_ + (segments_[segment].vmaddr - first_) + offset);
}

/// The names form a tree, each branch with the next letters. A node: its symbol's size, symbol, branches.
Image::Symbol Image::exported(const std::string& symbol) const {
  const Cursor root = table(tables_.export_off, tables_.export_size);
  Cursor node = root;
  size_t matched = 0;
  while (node.more()) {
    const uint64_t size = node.number();
    if (matched == symbol.size()) {
      if (size == 0) break;
      const uint64_t flags = node.number();
      if (flags & ~uint64_t{EXPORT_SYMBOL_FLAGS_WEAK_DEFINITION}) {
        stop(path + " exports " + symbol + " with the flags " + std::to_string(flags) + ", unknown here");
      }
      return {base_ + node.number(), flags != 0};
    }
    node.skip(size);
    uint64_t next = 0;
    for (int branches = node.byte(); branches > 0 && next == 0; --branches) {
      const std::string letters = node.name();
      const uint64_t place = node.number();
      if (symbol.compare(matched, letters.size(), letters) != 0) continue;
      matched += letters.size();
      next = place;
    }
    if (next == 0) break;
    node = root;
    node.skip(next);
  }
  return {nullptr, false};
}

void Image::rebase() {
  const uint64_t moved = reinterpret_cast<uint64_t>(base_) - first_;
  size_t segment = 0;
  uint64_t offset = 0, times;
  auto move = [&](uint64_t count, uint64_t gap) {
    for (; count > 0; --count, offset += sizeof(void*) + gap) pointer(segment, offset) += moved;
  };
  for (Cursor entries = table(tables_.rebase_off, tables_.rebase_size); entries.more();) {
    const uint8_t byte = entries.byte(), low = byte & REBASE_IMMEDIATE_MASK;
    switch (byte & REBASE_OPCODE_MASK) {
      case REBASE_OPCODE_DONE: return;
      case REBASE_OPCODE_SET_TYPE_IMM:
        if (low != REBASE_TYPE_POINTER) stop(path + " rebases text");
        break;
      case REBASE_OPCODE_SET_SEGMENT_AND_OFFSET_ULEB:
        segment = low;
        offset = entries.number();
        break;
      case REBASE_OPCODE_ADD_ADDR_ULEB: offset += entries.number(); break;
      case REBASE_OPCODE_ADD_ADDR_IMM_SCALED: offset += low * sizeof(void*); break;
      case REBASE_OPCODE_DO_REBASE_IMM_TIMES: move(low, 0); break;
      case REBASE_OPCODE_DO_REBASE_ULEB_TIMES: move(entries.number(), 0); break;
      case REBASE_OPCODE_DO_REBASE_ADD_ADDR_ULEB: move(1, entries.number()); break;
      case REBASE_OPCODE_DO_REBASE_ULEB_TIMES_SKIPPING_ULEB:
        times = entries.number();
        move(times, entries.number());
        break;
      default: stop(path + " rebases with the byte " + std::to_string(byte) + ", unknown here");
    }
  }
}

void Image::bind(const Resolve& resolve) {
  bind(table(tables_.bind_off, tables_.bind_size), false, 0, resolve);
  bind(table(tables_.lazy_bind_off, tables_.lazy_bind_size), true, 0, resolve);
  bind(table(tables_.weak_bind_off, tables_.weak_bind_size), false, BIND_SPECIAL_DYLIB_WEAK_LOOKUP, resolve);
}

void Image::bind(Cursor entries, bool lazy, int library, const Resolve& resolve) {
  std::string symbol;
  size_t segment = 0;
  uint64_t offset = 0, times;
  auto set = [&](uint64_t count, uint64_t gap) {
    void* address = resolve(symbol, library);
    for (; count > 0; --count, offset += sizeof(void*) + gap) {
      if (address != nullptr) pointer(segment, offset) = reinterpret_cast<uint64_t>(address);
    }
  };
  while (entries.more()) {
    const uint8_t byte = entries.byte(), low = byte & BIND_IMMEDIATE_MASK;
    switch (byte & BIND_OPCODE_MASK) {
      case BIND_OPCODE_DONE:
        if (lazy) break;
        return;  // each lazy pointer has an end
      case BIND_OPCODE_SET_DYLIB_ORDINAL_IMM: library = low; break;
      case BIND_OPCODE_SET_DYLIB_SPECIAL_IMM: library = static_cast<int8_t>(BIND_OPCODE_MASK | low); break;
      case BIND_OPCODE_SET_SYMBOL_TRAILING_FLAGS_IMM: symbol = entries.name(); break;
      case BIND_OPCODE_SET_TYPE_IMM:
        if (low != BIND_TYPE_POINTER) stop(path + " binds text");
        break;
      case BIND_OPCODE_SET_SEGMENT_AND_OFFSET_ULEB:
        segment = low;
        offset = entries.number();
        break;
      case BIND_OPCODE_ADD_ADDR_ULEB: offset += entries.number(); break;
      case BIND_OPCODE_DO_BIND: set(1, 0); break;
      case BIND_OPCODE_DO_BIND_ULEB_TIMES_SKIPPING_ULEB:
        times = entries.number();
        set(times, entries.number());
        break;
      default: stop(path + " binds with the byte " + std::to_string(byte) + ", unknown here");
    }
  }
}
