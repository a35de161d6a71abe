#include "io/weight_type.h"

#include "core/enum_table.h"

namespace hourglass {
namespace {

constexpr WeightTypeRow kTypes[] = {
    {WeightType::kF32, "f32", 4},
    {WeightType::kF16, "f16", 2},
    {WeightType::kInt8, "int8", 1},
};
static_assert(in_enum_order(kTypes));

}  // namespace

std::span<const WeightTypeRow> weight_types() { return kTypes; }

}  // namespace hourglass
