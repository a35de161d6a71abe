// What a launcher of processes, such as mpirun or srun, says about this one in its environment. Asks no library.
#pragma once

namespace hourglass {

/// Whether a launcher started this process as one of several that can talk to each other, or as the only one.
bool is_launched();
/// This process's rank and the number of processes; 0 and 1 where no launcher says so.
int launched_rank();
int launched_count();

}  // namespace hourglass
