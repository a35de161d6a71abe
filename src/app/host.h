// What only the surroundings of the application can do: the browser's page, or the desktop.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>

namespace hourglass {

/// An empty function is something these surroundings cannot do; its button is then not shown.
struct Host {
  std::function<void(const std::string& text)> copy_text;
  /// Hands a file to the person: a download, or a file in the working folder. What to tell them, or why it failed.
  std::function<std::string(const std::string& name, std::span<const std::byte> content)> save_file;
  /// Lets the person choose a file, which comes to App::use_file later.
  std::function<void()> choose_file;
  /// The page's address without its hash, for links; empty on the desktop.
  std::string address;
  bool reduced_motion = false;
};

}  // namespace hourglass
