// The built-in sets of the programs for the browser, which draw digits only: the program hourglass_data draws the
// others when they are wanted. Takes the place of data/built_in_sets.cpp among their sources.

#include "data/digits.h"
#include "data/open.h"

namespace hourglass {
namespace {

std::shared_ptr<const Dataset> digits(const OpenOptions& options) {
  return std::make_shared<Digits>(GeneratedOptions{options.seed, options.training, options.held_out});
}

constexpr BuiltInSet kBuiltInSets[] = {
    {"digits", "", digits},        {"shapes", "", nullptr},  {"faces", "", nullptr}, {"heartbeats", "", nullptr},
    {"transactions", "", nullptr}, {"surface", "", nullptr}, {"words", "", nullptr},
};

}  // namespace

std::span<const BuiltInSet> built_in_sets() { return kBuiltInSets; }

}  // namespace hourglass
