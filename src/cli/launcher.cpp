#include "cli/launcher.h"

#include <cstdlib>
#include <limits>

#include "core/whole_number.h"

namespace hourglass {
namespace {

// Open MPI; PMIx, which srun offers too; the process managers of MPICH and of Intel MPI.
constexpr const char* kRankNames[] = {"OMPI_COMM_WORLD_RANK", "PMIX_RANK", "PMI_RANK"};
constexpr const char* kCountNames[] = {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"};

/// The first of the variables that there is, else `otherwise`.
template <class Names>
int number_of(const Names& names, int otherwise) {
  for (const char* name : names) {
    const char* text = std::getenv(name);
    if (text) return parse_whole(text, 0, std::numeric_limits<int>::max()).value_or(otherwise);
  }
  return otherwise;
}

}  // namespace

bool is_launched() { return number_of(kRankNames, -1) >= 0; }

int launched_rank() { return number_of(kRankNames, 0); }

int launched_count() { return number_of(kCountNames, 1); }

}  // namespace hourglass
