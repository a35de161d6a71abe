// The processes that a launcher started, as Ranks. mpi_ranks.cpp, the only file that knows MPI, implements it in builds
// with HOURGLASS_MPI, ranks_without_mpi.cpp in others.
#pragma once

#include <memory>

#include "core/error.h"
#include "session/ranks.h"

namespace hourglass {

struct JoinedRanks {
  std::unique_ptr<Ranks> ranks;  ///< null where this process is the only one
  int on_this_machine = 1;       ///< how many of them this machine runs
};

/// Joins the other processes that mpirun or srun started with this one, and leaves them when the Ranks are destroyed.
/// Without a launcher MPI is not touched. Refuses several processes in a build without MPI (bad-usage).
Result<JoinedRanks> join_ranks();

}  // namespace hourglass
