// The commands that panels queue. Panels never touch the session; the application carries the commands out.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/shape.h"
#include "export/format_table.h"
#include "session/settings.h"

namespace hourglass {

namespace command {
struct Start {};
struct Pause {};
struct Step {};
/// Trains to the end of the pass over the data that is under way, then pauses.
struct Epoch {};
/// Replaces the run by a new one with these settings, and trains where it was training.
struct Reset {
  Settings settings;
};
/// Replaces the run by a new one with a preset's settings, and trains.
struct UsePreset {
  std::string id;
};
/// Changes a live setting.
struct Set {
  std::string key, value;
};
/// Changes any setting: at once where it is live, else with a new run.
struct Apply {
  std::string key, value;
};
/// Resumes a diverged run from its last good weights, with a tenth of the learning rate.
struct Recover {};
/// Continues the run with one more training image. `label` is kNoLabel where it has none.
struct AddSample {
  std::vector<float> pixels;
  int label;
};
/// Saves the model as a file.
struct SaveModel {
  bool with_optimiser;
};
/// Saves the model in the format of another program.
struct ExportModel {
  ExportFormat format;
  ExportPart part;
};
/// Saves a page with the model and some samples in it.
struct SavePage {};
/// Saves pixels as a PNG file; see Platform::save_picture.
struct SaveImage {
  std::string name;
  Shape shape;
  std::vector<std::uint8_t> pixels;
};
/// Saves a picture of a part of the screen; `region` is a name among Regions.
struct SavePicture {
  std::string region, name;
};
/// Opens the platform's file chooser.
struct OpenFile {};
/// Shows what the trained model can be used for.
struct OpenUses {};
/// Copies text to the clipboard.
struct CopyText {
  std::string text, what;  ///< the notice says that `what` was copied
};
}  // namespace command

using Command = std::variant<command::Start, command::Pause, command::Step, command::Epoch, command::Reset,
                             command::UsePreset, command::Set, command::Apply, command::Recover, command::AddSample,
                             command::SaveModel, command::ExportModel, command::SavePage, command::SaveImage,
                             command::SavePicture, command::OpenFile, command::OpenUses, command::CopyText>;
using CommandQueue = std::vector<Command>;

}  // namespace hourglass
