#include "core/compute.h"

namespace hourglass {
namespace {

#if defined(HG_REAL_DOUBLE) || !(defined(__x86_64__) || defined(__wasm_simd128__))
bool always() { return true; }
constexpr InstructionSet kSets[] = {{"generic", Variant::generic, Variant::generic, always}};
#elif defined(__wasm_simd128__)
bool always() { return true; }
constexpr InstructionSet kSets[] = {{"simd128", Variant::simd128, Variant::simd128, always}};
#else
bool has_sse42() { return __builtin_cpu_supports("sse4.2"); }
bool has_avx2() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }
bool has_avx512() {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
}
// SSE4.2 has no fused multiply-add, so its fast variant is the portable one.
constexpr InstructionSet kSets[] = {{"sse4.2", Variant::sse42, Variant::sse42, has_sse42},
                                    {"avx2", Variant::avx2, Variant::avx2_fast, has_avx2},
                                    {"avx512", Variant::avx512, Variant::avx512_fast, has_avx512}};
#endif

constexpr MathModeRow kMathModes[] = {
    {MathMode::kPortable, "portable", "the same bits on every machine"},
    {MathMode::kFast, "fast", "fused multiply-adds, which round differently from one instruction set to another"},
};

std::string names_that_run() {
  std::string names = "auto";
  for (const InstructionSet& set : instruction_sets()) {
    if (set.runs_here()) names += ", " + std::string(set.name);
  }
  return names;
}

}  // namespace

std::span<const MathModeRow> math_modes() { return kMathModes; }

const MathModeRow& math_mode_row(MathMode kind) { return kMathModes[static_cast<int>(kind)]; }

InstructionSets instruction_sets() { return {kSets, static_cast<int>(std::size(kSets))}; }

std::string_view instruction_set_name(Variant variant) {
  for (const InstructionSet& set : instruction_sets()) {
    if (set.portable == variant || set.fast == variant) return set.name;
  }
  return "unknown";
}

Result<Variant> choose_variant(std::string_view isa, MathMode math) {
  const InstructionSet* chosen = nullptr;
  for (const InstructionSet& set : instruction_sets()) {
    if ((isa == "auto" || isa == set.name) && set.runs_here()) chosen = &set;
  }
  if (!chosen) return Error{"option-unsupported", "isa", "", names_that_run(), std::string(isa)};
  return math == MathMode::kFast ? chosen->fast : chosen->portable;
}

}  // namespace hourglass
