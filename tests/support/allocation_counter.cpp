#include "support/allocation_counter.h"

#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <new>

namespace hourglass {
namespace {

std::atomic<std::int64_t> allocations{0};
std::atomic<std::int64_t> live_bytes{0};
std::atomic<std::int64_t> peak_live_bytes{0};

void raise_peak(std::int64_t live) {
  std::int64_t peak = peak_live_bytes.load();
  while (live > peak && !peak_live_bytes.compare_exchange_weak(peak, live)) {
  }
}

void* counted(void* block) {
  if (block == nullptr) return nullptr;
  allocations.fetch_add(1);
  const auto size = static_cast<std::int64_t>(malloc_usable_size(block));
  raise_peak(live_bytes.fetch_add(size) + size);
  return block;
}

void* allocate(std::size_t size) noexcept { return counted(std::malloc(std::max<std::size_t>(size, 1))); }

void* allocate(std::size_t size, std::align_val_t alignment) noexcept {
  const auto step = static_cast<std::size_t>(alignment);
  const std::size_t rounded = (std::max<std::size_t>(size, 1) + step - 1) / step * step;
  return rounded < size ? nullptr : counted(std::aligned_alloc(step, rounded));
}

void* or_out_of_memory(void* block) {
  if (block != nullptr) return block;
#if defined(__cpp_exceptions)
  throw std::bad_alloc();
#else
  std::abort();
#endif
}

void release(void* block) noexcept {
  if (block == nullptr) return;
  live_bytes.fetch_sub(static_cast<std::int64_t>(malloc_usable_size(block)));
  std::free(block);
}

}  // namespace

AllocationScope::AllocationScope()
    : count_before_(allocations.load()), live_before_(live_bytes.load()), outer_peak_(peak_live_bytes.load()) {
  peak_live_bytes.store(live_before_);
}

AllocationScope::~AllocationScope() { raise_peak(outer_peak_); }

std::int64_t AllocationScope::count() const { return allocations.load() - count_before_; }

std::int64_t AllocationScope::peak_bytes() const { return peak_live_bytes.load() - live_before_; }

}  // namespace hourglass

// Replace every form of the operators: if a sanitizer defines its own, the library's other forms would not forward to
// these.
using std::align_val_t, std::nothrow_t, std::size_t;

void* operator new(size_t size) { return hourglass::or_out_of_memory(hourglass::allocate(size)); }
void* operator new[](size_t size) { return hourglass::or_out_of_memory(hourglass::allocate(size)); }
void* operator new(size_t size, const nothrow_t&) noexcept { return hourglass::allocate(size); }
void* operator new[](size_t size, const nothrow_t&) noexcept { return hourglass::allocate(size); }
void* operator new(size_t size, align_val_t alignment) {
  return hourglass::or_out_of_memory(hourglass::allocate(size, alignment));
}
void* operator new[](size_t size, align_val_t alignment) {
  return hourglass::or_out_of_memory(hourglass::allocate(size, alignment));
}
void* operator new(size_t size, align_val_t alignment, const nothrow_t&) noexcept {
  return hourglass::allocate(size, alignment);
}
void* operator new[](size_t size, align_val_t alignment, const nothrow_t&) noexcept {
  return hourglass::allocate(size, alignment);
}
void operator delete(void* block) noexcept { hourglass::release(block); }
void operator delete[](void* block) noexcept { hourglass::release(block); }
void operator delete(void* block, size_t) noexcept { hourglass::release(block); }
void operator delete[](void* block, size_t) noexcept { hourglass::release(block); }
void operator delete(void* block, align_val_t) noexcept { hourglass::release(block); }
void operator delete[](void* block, align_val_t) noexcept { hourglass::release(block); }
void operator delete(void* block, size_t, align_val_t) noexcept { hourglass::release(block); }
void operator delete[](void* block, size_t, align_val_t) noexcept { hourglass::release(block); }
