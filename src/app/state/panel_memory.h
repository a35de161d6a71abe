// What panels remember for themselves from frame to frame: each has a struct of its own, known to its file alone.
#pragma once

#include <map>
#include <memory>

namespace hourglass {

/// One value of every type asked for, made at the first time.
class PanelMemory {
 public:
  template <class Memory>
  Memory& of() {
    std::unique_ptr<Slot>& slot = slots_[&kKey<Memory>];
    if (!slot) slot = std::make_unique<Holder<Memory>>();
    return static_cast<Holder<Memory>&>(*slot).memory;
  }

 private:
  struct Slot {
    virtual ~Slot() = default;
  };
  template <class Memory>
  struct Holder : Slot {
    Memory memory;
  };
  /// Its address names the type; not const, so that no linker puts two of them in one place.
  template <class Memory>
  static inline char kKey = 0;

  std::map<const void*, std::unique_ptr<Slot>> slots_;
};

}  // namespace hourglass
