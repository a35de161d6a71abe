// What panels ask for. They never touch the session: they queue commands, and the application carries them
// out.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "data/dataset.h"
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
/// Begins anew on other data.
struct UseData {
  std::shared_ptr<const Dataset> data;
};
}  // namespace command

using Command = std::variant<command::Start, command::Pause, command::Step, command::Reset, command::Set,
                             command::UseData>;
using CommandQueue = std::vector<Command>;

}  // namespace hourglass
