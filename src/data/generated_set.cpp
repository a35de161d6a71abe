#include "data/generated_set.h"

#include <numeric>
#include <utility>

#include "core/assert.h"

namespace hourglass {
namespace {

// The steps of a set's stream: the top bit selects the held-out split, the next one the draws besides the samples'.
constexpr std::uint64_t kHeldOutSteps = std::uint64_t{1} << 63;
constexpr std::uint64_t kExtraSteps = std::uint64_t{1} << 62;

std::uint64_t first_step(Split split) { return split == Split::kHeldOut ? kHeldOutSteps : 0; }

}  // namespace

GeneratedSet::GeneratedSet(const GeneratedOptions& options, Facts facts)
    : facts_(std::move(facts)),
      seed_(options.seed),
      counts_{std::max(options.training_count, 1u), std::max(options.held_out_count, 1u)} {}

RandomKey GeneratedSet::sample_key(Split split, std::uint32_t index) const {
  HG_ASSERT(index < count(split), "the split has no such sample");
  return {seed_, facts_.stream, first_step(split) + index};
}

RandomKey GeneratedSet::extra_key(Split split, std::uint64_t number) const {
  return {seed_, facts_.stream, first_step(split) + kExtraSteps + number};
}

std::vector<int> labels_up_to(int count) {
  std::vector<int> labels(static_cast<std::size_t>(count));
  std::iota(labels.begin(), labels.end(), 0);
  return labels;
}

std::vector<std::string> listed_names(std::string_view list, char separator) {
  std::vector<std::string> names;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(separator), list.size());
    names.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return names;
}

}  // namespace hourglass
