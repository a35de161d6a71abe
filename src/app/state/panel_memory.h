// The panels' own state from frame to frame: each panel has a struct that no other file knows.
#pragma once

#include <map>
#include <memory>

namespace hourglass {

/// One value of every type, default-constructed on first access.
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
  /// Its address identifies the type; not const, so that no linker merges two of them.
  template <class Memory>
  static inline char kKey = 0;

  std::map<const void*, std::unique_ptr<Slot>> slots_;
};

}  // namespace hourglass
