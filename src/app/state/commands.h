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
/// Steps to the end of the pass over the data that is under way, then pauses.
struct Epoch {};
/// Begins anew with these settings; goes on training if it was training.
struct Reset {
  Settings settings;
};
/// The settings of a preset, by its id; trains.
struct UsePreset {
  std::string id;
};
/// A live setting.
struct Set {
  std::string key, value;
};
/// A setting of any kind: acts at once where it can, else begins anew with it.
struct Apply {
  std::string key, value;
};
/// Goes on from the last good weights of a diverged run, with a tenth of the learning rate.
struct Recover {};
/// Goes on with one more training image. `label` is kNoLabel where there is none.
struct AddSample {
  std::vector<float> pixels;
  int label;
};
/// Hands the model to the person as a file.
struct SaveModel {
  bool with_optimiser;
};
/// Hands a file to the person.
struct SaveFile {
  std::string name;
  std::vector<std::byte> content;
};
/// Hands a picture of a part of the screen to the person; `region` is a name of Regions.
struct SavePicture {
  std::string region, name;
};
/// Lets the person choose a file to open.
struct OpenFile {};
struct CopyText {
  std::string text, what;  ///< `what` was copied, for the notice
};
}  // namespace command

using Command =
    std::variant<command::Start, command::Pause, command::Step, command::Epoch, command::Reset, command::UsePreset,
                 command::Set, command::Apply, command::Recover, command::AddSample, command::SaveModel,
                 command::SaveFile, command::SavePicture, command::OpenFile, command::CopyText>;
using CommandQueue = std::vector<Command>;

}  // namespace hourglass
