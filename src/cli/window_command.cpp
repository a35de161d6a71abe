// The desktop window, opened by the program without arguments. The one place where one face knows another: the
// design gives both one name to be started by.
#include <cstdio>

#include "cli/commands.h"
#include "cli/output.h"

#if HG_WINDOW
#include "app/window.h"
#endif

namespace hourglass {

int open_window() {
#if HG_WINDOW
  return run_window(AppOptions{});
#else
  return Output(Audience::kPeople)
      .fail("option-unsupported", "This build has no window; \"hourglass --help\" lists what it can do.", kFailedRun);
#endif
}

}  // namespace hourglass
