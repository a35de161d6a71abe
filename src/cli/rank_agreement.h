// Before a run of several processes: whether all of them have made the same run ready.
#pragma once

#include <optional>
#include <string>

#include "core/error.h"
#include "session/ranks.h"
#include "session/session.h"

namespace hourglass {

/// Tells all ranks how far this one is: with a session that has not begun, or with the error that kept it from making
/// one. Returns, the same on all ranks, a sentence that names the first rank with an error or with another run than
/// rank 0's: other settings, weights, data, instructions or another version of the program. Nothing where all can
/// begin.
std::optional<std::string> disagreement(Ranks& ranks, const Result<std::unique_ptr<Session>>& session);

}  // namespace hourglass
