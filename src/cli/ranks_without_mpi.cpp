#include "cli/joined_ranks.h"
#include "cli/launcher.h"

namespace hourglass {

Result<JoinedRanks> join_ranks() {
  if (launched_count() <= 1) return JoinedRanks{};
  return Error{"bad-usage", "hourglass train", "",
               "one process, because this program was built without MPI (CMake option HOURGLASS_MPI)",
               std::to_string(launched_count())};
}

}  // namespace hourglass
