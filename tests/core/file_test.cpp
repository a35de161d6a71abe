#include "core/file.h"

#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <string>

#include "support/allocation_counter.h"
#include "support/temporary_folder.h"

#if !defined(__EMSCRIPTEN__)
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <thread>
#endif

namespace hourglass {
namespace {

namespace fs = std::filesystem;

std::vector<std::byte> filled(std::size_t size, int value) {
  return std::vector<std::byte>(size, static_cast<std::byte>(value));
}

std::size_t files_in(const TemporaryFolder& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()));
}

TEST_CASE("a file is read as it was written, whatever it held before", "[unit][file]") {
  const TemporaryFolder folder;
  const std::string path = folder / "model";
  for (std::size_t size : {100000u, 0u, 1u}) {
    REQUIRE(write_file_atomically(path, filled(size, 7)));
    const auto bytes = read_file(path);
    REQUIRE(bytes);
    CHECK(*bytes == filled(size, 7));
    CHECK(files_in(folder) == 1);
  }
}

TEST_CASE("a file that cannot be read is refused with its code and name", "[unit][file]") {
  const TemporaryFolder folder;
  const auto missing = read_file(folder / "nothing");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code.name() == "file-not-found");
  CHECK(missing.error().sentence().find("nothing") != std::string::npos);
  const auto directory = read_file(folder.path());
  REQUIRE_FALSE(directory);
  CHECK(directory.error().code.name() == "file-unreadable");
  const auto empty_name = read_file("");
  REQUIRE_FALSE(empty_name);
  CHECK(empty_name.error().code.name() == "file-not-found");
}

TEST_CASE("a file over the budget is refused before memory is allocated", "[unit][file]") {
  const TemporaryFolder folder;
  REQUIRE(write_file_atomically(folder / "large", filled(1 << 20, 1)));
  AllocationScope scope;
  const auto bytes = read_file(folder / "large", MemoryBudget{(1 << 20) - 1});
  CHECK(scope.peak_bytes() < 65536);
  REQUIRE_FALSE(bytes);
  CHECK(bytes.error().code.name() == "file-over-budget");
  CHECK(read_file(folder / "large", MemoryBudget{1 << 20}));
}

TEST_CASE("a failed save says so and leaves no temporary file", "[unit][file]") {
  const TemporaryFolder folder;
  const auto no_folder = write_file_atomically(folder / "missing/model", filled(10, 1));
  REQUIRE_FALSE(no_folder);
  CHECK(no_folder.error().code.name() == "file-unwritable");
  fs::create_directory(folder / "taken");
  REQUIRE(write_file_atomically(folder / "taken/inside", filled(10, 1)));
  const auto onto_folder = write_file_atomically(folder / "taken", filled(10, 1));
  REQUIRE_FALSE(onto_folder);
  CHECK(onto_folder.error().code.name() == "file-unwritable");
  CHECK(files_in(folder) == 1);
}

#if !defined(__EMSCRIPTEN__)

TEST_CASE("a save through a symbolic link replaces the file, not the link", "[unit][file]") {
  const TemporaryFolder folder;
  REQUIRE(write_file_atomically(folder / "model", filled(10, 1)));
  fs::create_symlink("model", folder / "link");
  REQUIRE(write_file_atomically(folder / "link", filled(10, 2)));
  CHECK(fs::is_symlink(folder / "link"));
  CHECK(*read_file(folder / "model") == filled(10, 2));
}

TEST_CASE("a save keeps the permissions of the file that it replaces", "[unit][file]") {
  const TemporaryFolder folder;
  const std::string path = folder / "model";
  REQUIRE(write_file_atomically(path, filled(10, 1)));
  for (fs::perms permissions : {fs::perms(0600), fs::perms(0664), fs::perms(0400)}) {
    fs::permissions(path, permissions);
    REQUIRE(write_file_atomically(path, filled(10, 2)));
    CHECK(fs::status(path).permissions() == permissions);
  }
}

TEST_CASE("a save onto a pipe or a device is refused and does not replace it", "[unit][file]") {
  const TemporaryFolder folder;
  const std::string pipe = folder / "pipe";
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  fs::create_symlink("pipe", folder / "link");
  fs::create_symlink("/dev/null", folder / "device");
  for (const char* name : {"pipe", "link", "device"}) {
    INFO(name);
    for (const Status& status : {check_writable(folder / name), write_file_atomically(folder / name, filled(10, 1))}) {
      REQUIRE_FALSE(status);
      CHECK(status.error().code.name() == "file-unwritable");
      CHECK(status.error().sentence().find("plain file") != std::string::npos);
    }
  }
  CHECK(fs::is_fifo(pipe));
  CHECK(files_in(folder) == 3);
}

TEST_CASE("a save that runs out of room leaves the old file", "[unit][file]") {
  const TemporaryFolder folder;
  const std::string path = folder / "model";
  REQUIRE(write_file_atomically(path, filled(100, 1)));
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit room{65536, 65536};
    setrlimit(RLIMIT_FSIZE, &room);
    const Status saved = write_file_atomically(path, filled(1 << 20, 2));
    _exit(!saved && saved.error().code == "file-unwritable" ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  CHECK(status == 0);
  CHECK(*read_file(path) == filled(100, 1));
  CHECK(files_in(folder) == 1);
}

TEST_CASE("a killed save leaves the old file or the new one, never a part", "[unit][file]") {
  const TemporaryFolder folder;
  const std::string path = folder / "model";
  constexpr std::size_t kSize = 4 << 20;
  REQUIRE(write_file_atomically(path, filled(kSize, 0)));
  for (int round = 0; round < 20; ++round) {
    const pid_t child = fork();
    if (child == 0) {
      for (int value = 1;; ++value) (void)write_file_atomically(path, filled(kSize, value % 256));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(3 + round));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    const auto bytes = read_file(path);
    REQUIRE(bytes);
    REQUIRE(bytes->size() == kSize);
    REQUIRE(*bytes == std::vector<std::byte>(kSize, bytes->front()));
  }
}

#endif

}  // namespace
}  // namespace hourglass
