// Reading a file into memory; see image.hpp.
#include "image.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>

namespace {

constexpr uint64_t kPage = 16384;  // an Apple CPU's

uint64_t whole_pages(uint64_t bytes) { return (bytes + kPage - 1) / kPage * kPage; }

template <typename Command>
const Command& as(const load_command& command) {
  return reinterpret_cast<const Command&>(command);
}

std::string library_name(const load_command& command) {
  return reinterpret_cast<const char*>(&command) + as<dylib_command>(command).dylib.name.offset;
}

}  // namespace

Image::Image(const std::string& file) : path(file) {
  std::ifstream in(path, std::ios::binary);
  const std::vector<char> bytes(std::istreambuf_iterator<char>(in), {});
  constexpr cpu_type_t kArm64 = 0x0100000c;
  const auto* head = reinterpret_cast<const mach_header_64*>(bytes.data());
  if (bytes.size() < sizeof *head || head->magic != MH_MAGIC_64 || head->cputype != kArm64) {
    stop(path + " is no Mach-O file for arm64");
  }
  const char* next = bytes.data() + sizeof *head;
  for (uint32_t i = 0; i < head->ncmds; ++i) {
    const auto& command = *reinterpret_cast<const load_command*>(next);
    const auto left = static_cast<size_t>(bytes.data() + bytes.size() - next);
    if (left < sizeof command || left < command.cmdsize) stop(path + " ends early");
    read(command);
    next += command.cmdsize;
  }
  // One stretch of memory for all segments, so that their distances stay.
  void* all = mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (all == MAP_FAILED) stop("no memory for " + path);
  base_ = static_cast<char*>(all);
  for (const segment_command_64& segment : segments_) {
    if (segment.fileoff + segment.filesize > bytes.size()) stop(path + " ends early");
    if (segment.filesize == 0) continue;
    std::memcpy(base_ + (segment.vmaddr - first_), bytes.data() + segment.fileoff, segment.filesize);
  }
}

void Image::read(const load_command& command) {
  switch (command.cmd) {
    case LC_SEGMENT_64: return read(as<segment_command_64>(command));
    case LC_DYLD_INFO_ONLY: tables_ = as<dyld_info_command>(command); return;
    case LC_ID_DYLIB: name = library_name(command); return;
    case LC_LOAD_DYLIB: needs.push_back(library_name(command)); return;
    case LC_MAIN: entry_ = as<entry_point_command>(command).entryoff; return;
    // For debuggers, the kernel and the signature's check.
    case LC_SYMTAB:
    case LC_DYSYMTAB:
    case LC_FUNCTION_STARTS:
    case LC_DATA_IN_CODE:
    case LC_LOAD_DYLINKER:
    case LC_SOURCE_VERSION:
    case LC_BUILD_VERSION:
    case LC_UUID:
    case LC_CODE_SIGNATURE: return;
    default: stop(path + " has the load command " + std::to_string(command.cmd & ~LC_REQ_DYLD) + ", unknown here");
  }
}

void Image::read(const segment_command_64& segment) {
  segments_.push_back(segment);
  if (segment.initprot == PROT_NONE) return;  // __PAGEZERO, which keeps the first 4 GiB free
  first_ = std::min(first_, segment.vmaddr);
  size_ = segment.vmaddr - first_ + whole_pages(segment.vmsize);
  const auto* sections = reinterpret_cast<const section_64*>(&segment + 1);
  for (uint32_t i = 0; i < segment.nsects; ++i) {
    const uint32_t type = sections[i].flags & SECTION_TYPE;
    if (type == S_THREAD_LOCAL_REGULAR || type > S_THREAD_LOCAL_VARIABLE_POINTERS) {
      stop(path + " has a section of type " + std::to_string(type) + ", unknown here");
    }
    sections_.push_back(sections[i]);
  }
}

void Image::protect() {
  for (const segment_command_64& segment : segments_) {
    if (segment.initprot == PROT_NONE) continue;
    char* start = base_ + (segment.vmaddr - first_);
    const int use = segment.flags & SG_READ_ONLY ? PROT_READ : segment.initprot;
    if (mprotect(start, whole_pages(segment.vmsize), use) != 0) stop("cannot protect " + path);
    __builtin___clear_cache(start, start + segment.vmsize);
  }
}

const section_64* Image::section(const char* wanted) const {
  for (const section_64& section : sections_) {
    if (std::strncmp(section.sectname, wanted, sizeof section.sectname) == 0) return &section;
  }
  return nullptr;
}

std::vector<const section_64*> Image::sections(uint32_t type) const {
  std::vector<const section_64*> found;
  for (const section_64& section : sections_) {
    if ((section.flags & SECTION_TYPE) == type) found.push_back(&section);
  }
  return found;
}
