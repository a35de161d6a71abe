// Memory for numbers: aligned to a cache line, zeroed, allocated once.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <utility>

namespace hourglass {

inline constexpr std::size_t kCacheLine = 64;

/// `size` values of T, zeroed, on a cache line's boundary. Copying copies the values.
template <class T>
class Buffer {
 public:
  Buffer() = default;
  explicit Buffer(std::size_t size) : data_(allocate(size)), size_(size) {
    if (size > 0) std::memset(static_cast<void*>(data_.get()), 0, size * sizeof(T));
  }
  Buffer(const Buffer& other) : data_(allocate(other.size_)), size_(other.size_) { copy_from(other); }
  Buffer(Buffer&& other) noexcept : data_(std::move(other.data_)), size_(std::exchange(other.size_, 0)) {}
  Buffer& operator=(const Buffer& other) {
    if (size_ != other.size_) {
      data_.reset(allocate(other.size_));
      size_ = other.size_;
    }
    copy_from(other);
    return *this;
  }
  Buffer& operator=(Buffer&& other) noexcept {
    data_ = std::move(other.data_);
    size_ = std::exchange(other.size_, 0);
    return *this;
  }

  T* data() { return data_.get(); }
  const T* data() const { return data_.get(); }
  std::size_t size() const { return size_; }
  T& operator[](std::size_t i) { return data_.get()[i]; }
  const T& operator[](std::size_t i) const { return data_.get()[i]; }
  T* begin() { return data(); }
  T* end() { return data() + size_; }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size_; }
  std::span<const T> span() const { return {data(), size_}; }
  void clear() {
    if (size_ > 0) std::memset(static_cast<void*>(data()), 0, size_ * sizeof(T));
  }

 private:
  struct Free {
    void operator()(T* p) const { ::operator delete (p, std::align_val_t{kCacheLine}); }
  };
  static T* allocate(std::size_t size) {
    if (size == 0) return nullptr;
    return static_cast<T*>(::operator new (size * sizeof(T), std::align_val_t{kCacheLine}));
  }
  void copy_from(const Buffer& other) {
    if (size_ > 0) std::memcpy(static_cast<void*>(data()), other.data(), size_ * sizeof(T));
  }

  std::unique_ptr<T, Free> data_;
  std::size_t size_ = 0;
};

}  // namespace hourglass
