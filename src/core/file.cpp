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

/// What a path that is no plain file leads to.
std::string file_kind_text(fs::file_type type) {
  switch (type) {
    case fs::file_type::directory: return "a folder";
    case fs::file_type::fifo: return "a named pipe";
    case fs::file_type::character:
    case fs::file_type::block: return "a device";
    case fs::file_type::socket: return "a socket";
    case fs::file_type::none:
    case fs::file_type::not_found:
    case fs::file_type::regular:
    case fs::file_type::symlink:
    case fs::file_type::unknown: break;
  }
  return "something else";
}

/// The size of a file that may be read into memory.
Result<std::uint64_t> readable_size(const std::string& path, const MemoryBudget& budget) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    return Error{"file-not-found", path, "", "a file of this name", "none"};
  }
  if (status.type() != fs::file_type::regular) {
    const std::string found = error ? error.message() : file_kind_text(status.type());
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

/// A temporary file beside the target; removed with this object, unless it was renamed.
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
  /// Gives the file the permissions of an existing target, so that replacing it does not open it to others.
  bool take_permissions_of(const std::string& target) {
    struct stat old {};
    return stat(target.c_str(), &old) != 0 || fchmod(descriptor_, old.st_mode & 07777) == 0;
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

/// Refuses a target that a rename would replace by a plain file: a pipe, a device, a socket, a folder.
Status check_plain_file(const std::string& path, const std::string& target) {
  std::error_code ignored;
  const fs::file_type type = fs::status(target, ignored).type();
  if (type == fs::file_type::not_found || type == fs::file_type::regular) return Done{};
  return Error{"file-unwritable", path, "", "the name of a plain file", file_kind_text(type)};
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

Status check_writable(const std::string& path) {
  const std::string target = followed(path);
  const fs::path parent = fs::path(target).parent_path();
  const fs::path folder = parent.empty() ? fs::path(".") : parent;
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored) || access(folder.c_str(), W_OK) != 0) {
    return Error{"file-unwritable", path, "", "a folder that can be written to", folder.string()};
  }
  return check_plain_file(path, target);
}

Status write_file_atomically(const std::string& path, std::span<const std::byte> bytes) {
  const std::string target = followed(path);
  if (Status plain = check_plain_file(path, target); !plain) return plain;
  TemporaryFile temporary(target);
  if (!temporary.is_open() || !temporary.take_permissions_of(target) || !temporary.write(bytes) ||
      !temporary.flush_and_close() || !temporary.rename_to(target)) {
    return Error{"file-unwritable", path, "", "a file that can be written", reason(errno)};
  }
  flush_folder_of(target);
  return Done{};
}

}  // namespace hourglass
