// What panels ask for. They never touch the session: they queue commands, and the application carries them
// out.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "session/settings.h"

namespace hourglass {

namespace command {
struct Start {};
struct Pause {};
struct Step {};
/// Begins anew with these settings; goes on training if it was training.
struct Reset {
  Settings settings;
};
/// A live setting.
struct Set {
  std::string key, value;
};
}  // namespace command

using Command = std::variant<command::Start, command::Pause, command::Step, command::Reset, command::Set>;
using CommandQueue = std::vector<Command>;

}  // namespace hourglass
