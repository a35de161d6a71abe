// One kernel source, many instruction sets: the list of variants each kernel file is compiled for.
//
// A file `x.kernel.cpp` is compiled once per variant with its own machine flags; everything in it lives in
// namespace hourglass::HG_VARIANT and has its entry points in one table. Inline functions of the standard library
// must not be used there: the linker could keep the copy made for a newer machine. Adding a variant: one name here
// and one line in CMake.
#pragma once

#if defined(HG_REAL_DOUBLE) || !(defined(__x86_64__) || defined(__wasm_simd128__))
#define HG_FOR_EACH_VARIANT(X, ...) X(generic __VA_OPT__(, ) __VA_ARGS__)
#elif defined(__wasm_simd128__)
#define HG_FOR_EACH_VARIANT(X, ...) X(simd128 __VA_OPT__(, ) __VA_ARGS__)
#else
#define HG_FOR_EACH_VARIANT(X, ...)       \
  X(sse42 __VA_OPT__(, ) __VA_ARGS__)     \
  X(avx2 __VA_OPT__(, ) __VA_ARGS__)      \
  X(avx512 __VA_OPT__(, ) __VA_ARGS__)    \
  X(avx2_fast __VA_OPT__(, ) __VA_ARGS__) \
  X(avx512_fast __VA_OPT__(, ) __VA_ARGS__)
#endif

namespace hourglass {

#define HG_ENUMERATOR(variant) variant,
enum class Variant { HG_FOR_EACH_VARIANT(HG_ENUMERATOR) };
#undef HG_ENUMERATOR

#define HG_COUNT(variant) +1
inline constexpr int kVariants = 0 HG_FOR_EACH_VARIANT(HG_COUNT);
#undef HG_COUNT

}  // namespace hourglass

#define HG_DECLARE_TABLE(variant, Type, name) \
  namespace variant {                         \
  extern const Type name;                     \
  }
#define HG_LIST_TABLE(variant, Type, name) &variant::name,

/// Inside namespace hourglass: declares the table `name` of every variant and `nameByVariant`, indexed by Variant.
#define HG_KERNEL_TABLES(Type, name)                \
  HG_FOR_EACH_VARIANT(HG_DECLARE_TABLE, Type, name) \
  static constexpr const Type* name##ByVariant[] = {HG_FOR_EACH_VARIANT(HG_LIST_TABLE, Type, name)};
