#include "cli/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>

#include "cli/output.h"

namespace hourglass {
namespace {

constexpr double kSecondsBetweenDrawings = 0.1;
constexpr int kLongestBar = 24, kShortestBar = 6;

int terminal_width(std::FILE* stream) {
  winsize size{};
  if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

/// About four significant digits.
std::string loss_text(double loss) {
  if (!std::isfinite(loss)) return "-";
  const double size = std::abs(loss);
  return fixed(loss, size < 10 ? 3 : size < 100 ? 2 : size < 10000 ? 1 : 0);
}

double share_done(const ProgressFigures& f) {
  const double all = f.last_epoch - f.first_epoch;
  return all > 0 ? std::clamp((f.epoch - f.first_epoch) / all, 0.0, 1.0) : 1.0;
}

/// The current epoch, counted from 1: " 1/20" during the first of 20.
std::string epoch_text(const ProgressFigures& f) {
  const std::string last = std::to_string(std::llround(f.last_epoch));
  const double now = std::min(std::floor(f.epoch + 1e-9) + 1, std::round(f.last_epoch));
  return right_aligned(std::to_string(std::llround(now)), last.size()) + "/" + last;
}

std::string bar(double share, int length) {
  const int inside = length - 2, filled = static_cast<int>(share * inside);
  std::string text = "[" + std::string(static_cast<std::size_t>(inside), ' ') + "]";
  std::fill_n(text.begin() + 1, filled, '=');
  if (filled < inside) text[static_cast<std::size_t>(filled) + 1] = '>';
  return text;
}

std::string time_left(const ProgressFigures& f) {
  const double share = share_done(f);
  if (share <= 0) return "";
  const double left = f.seconds * (1 - share) / share;
  return (left < 60 ? std::to_string(std::llround(std::ceil(left))) + " s" : duration(left)) + " left";
}

}  // namespace

std::string progress_line(const ProgressFigures& f, int width) {
  const double share = share_done(f);
  const std::string percent = right_aligned(std::to_string(static_cast<int>(100 * share)), 3) + "%";
  std::string line = "epoch " + epoch_text(f) + " " + percent;
  // The pieces in order of importance; the bar fills the remaining columns.
  std::string left = time_left(f), rest;
  const bool begun = f.samples_per_second > 0;
  const std::string pieces[] = {
      left.empty() ? "" : "  " + left,
      begun ? "  loss " + loss_text(f.training) + ", held out " + loss_text(f.held_out) : "",
      begun ? "  " + grouped(static_cast<std::uint64_t>(f.samples_per_second)) + " " + std::string(f.samples) + "/s"
            : ""};
  std::size_t room = width > 1 ? static_cast<std::size_t>(width - 1) : 1;  // a full last column would wrap
  if (line.size() > room) return percent.size() <= room ? percent : "";
  for (const std::string& piece : pieces) {
    if (line.size() + rest.size() + piece.size() > room) break;
    rest += piece;
  }
  const std::size_t used = line.size() + rest.size() + 1;
  if (room >= used + kShortestBar) {
    const int length = static_cast<int>(std::min<std::size_t>(room - used, kLongestBar));
    line += " " + bar(share, length);
  }
  return line + rest;
}

Progress::Progress(std::FILE* stream, double first_epoch, double last_epoch, std::string loss_unit, DataKind kind)
    : stream_(stream),
      terminal_(isatty(fileno(stream)) != 0),
      loss_unit_(std::move(loss_unit)),
      epochs_printed_(static_cast<int>(std::floor(first_epoch + 1e-9))) {
  const DataKindRow& words = data_kind_row(kind);
  figures_.epoch = figures_.first_epoch = first_epoch;
  figures_.last_epoch = last_epoch;
  figures_.samples = words.samples;
  if (terminal_) return;
  const std::string speed = right_aligned(std::string(words.samples) + "/s", 13);
  std::fprintf(stream_, "  epoch        loss    held out%s       time   (loss: %s per %s)\n", speed.c_str(),
               loss_unit_.c_str(), std::string(words.sample).c_str());
}

void Progress::update(const Snapshot& snapshot, double seconds) {
  figures_.epoch = snapshot.epoch;
  figures_.seconds = seconds;
  if (snapshot.samples_per_second > 0) figures_.samples_per_second = snapshot.samples_per_second;
  if (!snapshot.history.empty()) {
    figures_.training = snapshot.history.back().training.total;
    figures_.held_out = snapshot.history.back().held_out.total;
  }
  if (!terminal_) return print_epochs(snapshot);
  if (drawn_at_ >= 0 && seconds - drawn_at_ < kSecondsBetweenDrawings) return;
  drawn_at_ = seconds;
  redraw();
}

/// Prints a line for every epoch that has ended since the last call, each with the last point of its curves.
void Progress::print_epochs(const Snapshot& snapshot) {
  const int done = static_cast<int>(std::floor(snapshot.epoch + 1e-9));
  for (; epochs_printed_ < done; ++epochs_printed_) {
    const int epoch = epochs_printed_ + 1;
    const HistoryPoint* last = nullptr;
    for (const HistoryPoint& point : snapshot.history) {
      if (point.epoch <= epoch + 1e-9) last = &point;
    }
    const std::string label = std::to_string(epoch) + "/" + std::to_string(std::llround(figures_.last_epoch));
    std::fprintf(
        stream_, "%7s %11s %11s %12s %10s\n", label.c_str(), last ? loss_text(last->training.total).c_str() : "-",
        last ? loss_text(last->held_out.total).c_str() : "-",
        grouped(static_cast<std::uint64_t>(figures_.samples_per_second)).c_str(), duration(figures_.seconds).c_str());
  }
  std::fflush(stream_);
}

void Progress::redraw() {
  // Return to the first column, print the line, and erase the rest of the old one.
  std::fprintf(stream_, "\r%s\033[K", progress_line(figures_, terminal_width(stream_)).c_str());
  std::fflush(stream_);
}

void Progress::finish() {
  if (!terminal_) return;
  std::fprintf(stream_, "\r\033[K");
  std::fflush(stream_);
}

}  // namespace hourglass
