// A temporary folder for one test, removed with its content when the test ends.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <string>

namespace hourglass {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    static int made = 0;
    const std::string name = "hourglass-test-" + std::to_string(getpid()) + "-" + std::to_string(made++);
    path_ = std::filesystem::temp_directory_path() / name;
    std::filesystem::remove_all(path_);
    std::filesystem::create_directory(path_);
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string path() const { return path_.string(); }
  /// The path of a file inside.
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace hourglass
