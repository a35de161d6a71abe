// The built-in sets, all of which this program draws. The browser's programs link another table (src/bindings).
#include "data/digits.h"
#include "data/faces.h"
#include "data/heartbeats.h"
#include "data/open.h"
#include "data/shapes.h"
#include "data/surface.h"
#include "data/transactions.h"
#include "data/words.h"

namespace hourglass {
namespace {

template <class Set>
std::shared_ptr<const Dataset> generated(const OpenOptions& options) {
  return std::make_shared<Set>(GeneratedOptions{options.seed, options.training, options.held_out});
}

constexpr BuiltInSet kBuiltInSets[] = {
    {"digits", "handwritten digits, drawn by the program: 28x28, ten classes", generated<Digits>},
    {"shapes", "coloured shapes whose factors are known: 32x32, four kinds", generated<Shapes>},
    {"faces", "drawn faces whose factors are known: 32x32, with and without glasses and smile", generated<Faces>},
    {"heartbeats", "electrocardiograms of one beat: 128 voltages, one beat in ten abnormal", generated<Heartbeats>},
    {"transactions", "payments by card: eight columns, one payment in a hundred a fraud", generated<Transactions>},
    {"surface", "points on a sheet rolled up in space: three coordinates, the label tells the tenth of the roll",
     generated<Surface>},
    {"words", "a thousand English words of up to ten letters", generated<Words>},
};

}  // namespace

std::span<const BuiltInSet> built_in_sets() { return kBuiltInSets; }

}  // namespace hourglass
