#include "core/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <utility>

namespace hourglass {
namespace {

namespace fs = std::filesystem;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using OpenFile = std::unique_ptr<std::FILE, CloseFile>;

std::string reason(int error) { return std::strerror(error); }

/// The size of a file that may be read into memory.
Result<std::uint64_t> readable_size(const std::string& path, const MemoryBudget& budget) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    return Error{"file-not-found", path, "", "a file of this name", "none"};
  }
  if (status.type() != fs::file_type::regular) {
    const bool is_folder = status.type() == fs::file_type::directory;
    const std::string found = error ? error.message() : is_folder ? "a folder" : "something else";
    return Error{"file-unreadable", path, "", "a regular file", found};
  }
  const std::uint64_t size = fs::file_size(path, error);
  if (error) return Error{"file-unreadable", path, "", "a file whose size is known", error.message()};
  const std::uint64_t limit = std::min<std::uint64_t>(budget.bytes, PTRDIFF_MAX);
  if (size > limit) {
    return Error{"file-over-budget", path, "", "at most " + std::to_string(limit) + " bytes",
                 std::to_string(size) + " bytes"};
  }
  return size;
}

/// A file of its own beside the target; gone when this object goes, unless it was renamed.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& target) {
    // Another save, running or killed, may own a name: take the next.
    for (int attempt = 0; attempt < 100 && descriptor_ < 0; ++attempt) {
      path_ = target + "." + std::to_string(getpid()) + "-" + std::to_string(attempt) + ".tmp";
      descriptor_ = open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (descriptor_ < 0 && errno != EEXIST) return;
    }
    exists_ = is_open();
  }
  ~TemporaryFile() {
    if (is_open()) close(descriptor_);
    if (exists_) unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  bool is_open() const { return descriptor_ >= 0; }

  bool write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
      const std::size_t chunk = std::min<std::size_t>(bytes.size(), std::size_t{1} << 30);
      const ssize_t count = ::write(descriptor_, bytes.data(), chunk);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return false;
      bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return true;
  }

  bool flush_and_close() {
    const bool flushed = fsync(descriptor_) == 0;
    return close(std::exchange(descriptor_, -1)) == 0 && flushed;
  }

  bool rename_to(const std::string& target) {
    exists_ = std::rename(path_.c_str(), target.c_str()) != 0;
    return !exists_;
  }

 private:
  std::string path_;
  int descriptor_ = -1;
  bool exists_ = false;
};

/// Makes the rename itself survive a power cut. Not every file system can; the content is safe either way.
void flush_folder_of(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  const int descriptor = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return;
  fsync(descriptor);
  close(descriptor);
}

/// The file that a chain of symbolic links leads to; the path itself where it is none.
std::string followed(const std::string& path) {
  std::error_code error;
  if (!fs::is_symlink(fs::symlink_status(path, error))) return path;
  const fs::path target = fs::weakly_canonical(path, error);
  return error ? path : target.string();
}

}  // namespace

Result<std::vector<std::byte>> read_file(const std::string& path, const MemoryBudget& budget) {
  const Result<std::uint64_t> size = readable_size(path, budget);
  if (!size) return size.error();
  const OpenFile file(std::fopen(path.c_str(), "rb"));
  if (!file) return Error{"file-unreadable", path, "", "a readable file", reason(errno)};
  std::vector<std::byte> bytes(static_cast<std::size_t>(*size));
  // A file that shrinks meanwhile gives fewer bytes; its format's reader then finds it truncated.
  bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file.get()));
  if (std::ferror(file.get())) {
    return Error{"file-unreadable", path, "byte " + std::to_string(bytes.size()), "a readable file", reason(errno)};
  }
  return bytes;
}

Status write_file_atomically(const std::string& path, std::span<const std::byte> bytes) {
  const std::string target = followed(path);
  TemporaryFile temporary(target);
  if (!temporary.is_open() || !temporary.write(bytes) || !temporary.flush_and_close() || !temporary.rename_to(target)) {
    return Error{"file-unwritable", path, "", "a file that can be written", reason(errno)};
  }
  flush_folder_of(target);
  return Done{};
}

}  // namespace hourglass
