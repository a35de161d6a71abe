// Where and how numbers are computed: instruction set, kind of arithmetic, threads.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/error.h"
#include "core/thread_pool.h"
#include "core/variant.h"

namespace hourglass {

/// kPortable: the same bits on every machine and for every vector width. kFast: multiply-adds may be fused.
enum class MathMode { kPortable, kFast };

/// One row per math mode.
struct MathModeRow {
  MathMode kind;
  std::string_view id;
  std::string_view blurb;
};
std::span<const MathModeRow> math_modes();
const MathModeRow& math_mode_row(MathMode kind);

/// What the user chooses.
struct ComputeOptions {
  int threads = 1;  ///< in all, the calling thread included
  MathMode math = MathMode::kPortable;
  std::string isa = "auto";  ///< auto, or one of the names that `instruction_sets()` lists

  bool operator==(const ComputeOptions&) const = default;
};

/// Instruction set, math mode and threads of one run. Every Pass carries it to the layers.
class Compute {
 public:
  Compute(Variant variant, MathMode math, int threads) : variant_(variant), math_(math), pool_(threads) {}

  Variant variant() const { return variant_; }
  MathMode math() const { return math_; }
  ThreadPool& pool() const { return pool_; }

 private:
  Variant variant_;
  MathMode math_;
  mutable ThreadPool pool_;
};

/// One row per instruction set that this program was built for.
struct InstructionSet {
  std::string_view name;
  Variant portable, fast;
  bool (*runs_here)();
};
struct InstructionSets {
  const InstructionSet* first;
  int count;
  const InstructionSet* begin() const { return first; }
  const InstructionSet* end() const { return first + count; }
};
/// From the least to the most capable; the first one runs everywhere.
InstructionSets instruction_sets();

/// The name of the set a variant belongs to, such as "avx2".
std::string_view instruction_set_name(Variant variant);

/// The variant for an instruction set's name ("auto": the best one that runs here). Refused where it does not run.
Result<Variant> choose_variant(std::string_view isa, MathMode math);

}  // namespace hourglass
