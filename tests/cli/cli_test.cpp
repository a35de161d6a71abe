// The program as its users run it: as a process, checked by its output and exit code.
#include <sys/stat.h>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "cli/program.h"
#include "io/model_file.h"
#include "session/settings.h"
#include "support/temporary_folder.h"

namespace hourglass {
namespace {

using Json = nlohmann::json;

/// The arguments for a run of a few steps that gives the same bits everywhere.
Arguments tiny_run(const Arguments& more = {}) {
  Arguments arguments = {"train", "--samples", "500",      "--held-out-samples", "100", "--epochs",
                         "2",     "--hidden",  "16",       "--latent",           "4",   "--batch",
                         "64",    "--math",    "portable", "--threads",          "1"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

Json json_of(const ProgramRun& run) { return Json::parse(last_line(run.out)); }

constexpr const char* kFigures[] = {"mse_per_pixel", "squared_error_per_image", "bce_per_image", "psnr_db", "ssim"};

TEST_CASE("help has a line for each command, and train lists every setting as an option", "[cli]") {
  const ProgramRun help = run_program({"--help"});
  CHECK(help.exit_code == 0);
  constexpr int kCommands = 24, kBesides = 9;
  CHECK(std::count(help.out.begin(), help.out.end(), '\n') <= kCommands + kBesides);
  CHECK(contains(help.out, "hourglass train --family vae"));
  const ProgramRun train_help = run_program({"train", "--help"});
  CHECK(train_help.exit_code == 0);
  for (const Setting& setting : settings_table()) {
    std::string option = "--" + std::string(setting.key);
    std::replace(option.begin(), option.end(), '_', '-');
    INFO(option);
    CHECK(contains(train_help.out, "  " + option + " "));
  }
}

TEST_CASE("without --json, train prints a line per epoch and a table", "[cli]") {
  const ProgramRun run = run_program(tiny_run());
  CHECK(run.exit_code == 0);
  CHECK(run.err.empty());
  for (const char* part :
       {"\n    1/2 ", "\n    2/2 ", "mean squared error", "nats per image", "dB", "SSIM", "too early to judge"}) {
    INFO(part);
    CHECK(contains(run.out, part));
  }
  CHECK_FALSE(contains(run.out, "ELBO"));
  CHECK_FALSE(contains(run.out, "\033"));
}

TEST_CASE("train --json prints one object to stdout and the rest to stderr", "[cli]") {
  for (const char* family : {"vanilla", "vae"}) {
    const ProgramRun run = run_program(tiny_run({"--json", "--family", family}));
    CHECK(run.exit_code == 0);
    CHECK(std::count(run.out.begin(), run.out.end(), '\n') == 1);
    CHECK(contains(run.err, "1/2"));
    const Json object = json_of(run);
    for (const char* field : kFigures) {
      INFO(field);
      CHECK(object.at(field).is_number());
    }
    CHECK(object.at("epochs") == 2);
    CHECK(object.at("steps") == 14);
    CHECK(object.at("seconds").get<double>() > 0);
    CHECK(object.at("samples_per_second").get<double>() > 0);
    CHECK(object.at("weights_hash").get<std::string>().size() == 16);
    CHECK(object.at("diagnosis").is_array());
    CHECK(object.at("too_early_to_judge") == true);
    const bool has_posterior = std::string(family) == "vae";
    CHECK(object.contains("kl_per_image") == has_posterior);
    CHECK(object.contains("elbo_per_image") == has_posterior);
    if (!has_posterior) continue;
    CHECK(object.at("kl_per_image").get<double>() > 0);
    const double elbo = -object.at("bce_per_image").get<double>() - object.at("kl_per_image").get<double>();
    CHECK(std::abs(object.at("elbo_per_image").get<double>() - elbo) < 1e-6);
  }
}

TEST_CASE("train reports the training loss per image and per pixel", "[cli]") {
  for (const char* loss : {"mse", "bce", "huber"}) {
    CAPTURE(loss);
    const ProgramRun run = run_program(tiny_run({"--json", "--loss", loss}));
    REQUIRE(run.exit_code == 0);
    const Json object = json_of(run);
    const double per_image = object.at("loss_per_image"), per_pixel = object.at("loss_per_pixel");
    CHECK(std::abs(per_image / 784 - per_pixel) < 1e-9);
    const double squared = object.at("squared_error_per_image"), cross_entropy = object.at("bce_per_image");
    if (std::string(loss) == "mse") CHECK(std::abs(per_image - squared) < 1e-3 * squared);
    if (std::string(loss) == "bce") CHECK(std::abs(per_image - cross_entropy) < 1e-6 * cross_entropy);
    if (std::string(loss) == "huber") {
      CHECK(per_image < squared / 2);
      CHECK(contains(run.err, "Huber loss"));
    }
  }
}

TEST_CASE("evaluate prints the same figures for a saved model as train did", "[cli]") {
  const TemporaryFolder folder;
  const std::string path = folder / "model.safetensors";
  const ProgramRun trained = run_program(tiny_run({"--json", "--save", path}));
  REQUIRE(trained.exit_code == 0);
  const ProgramRun evaluated = run_program({"evaluate", path, "--json"});
  REQUIRE(evaluated.exit_code == 0);
  for (const char* field : kFigures) {
    INFO(field);
    CHECK(json_of(evaluated).at(field) == json_of(trained).at(field));
  }
  const ProgramRun info = run_program({"info", path, "--json"});
  REQUIRE(info.exit_code == 0);
  CHECK(json_of(info).at("weights_hash") == json_of(trained).at("weights_hash"));
  CHECK(json_of(info).at("tensors").at("encoder.0.weight") == Json({16, 784}));
  CHECK(json_of(info).at("settings").at("latent") == "4");
}

/// The arguments with another number of epochs.
Arguments with_epochs(Arguments arguments, const std::string& epochs) {
  *(std::find(arguments.begin(), arguments.end(), "--epochs") + 1) = epochs;
  return arguments;
}

TEST_CASE("a saved run resumes to a new total, with the same bits as an uninterrupted run", "[cli]") {
  const TemporaryFolder folder;
  const std::string path = folder / "half.safetensors";
  const ProgramRun whole = run_program(tiny_run({"--json"}));
  REQUIRE(run_program(tiny_run({"--epochs", "1", "--save", path, "--keep-optimiser"})).exit_code != 0);  // twice given
  REQUIRE(run_program(with_epochs(tiny_run({"--save", path, "--keep-optimiser"}), "1")).exit_code == 0);
  const ProgramRun finished = run_program({"train", "--resume", path, "--json"});
  REQUIRE(finished.exit_code == 0);
  CHECK(json_of(finished).at("epochs") == 1);
  CHECK(contains(finished.err, "a larger --epochs trains on"));
  const ProgramRun resumed = run_program({"train", "--resume", path, "--epochs", "2", "--json"});
  REQUIRE(resumed.exit_code == 0);
  CHECK(json_of(resumed).at("weights_hash") == json_of(whole).at("weights_hash"));
  CHECK(json_of(resumed).at("epochs") == 2);

  const ProgramRun other = run_program({"train", "--resume", path, "--latent", "5"});
  CHECK(other.exit_code == 2);
  REQUIRE(run_program(tiny_run({"--save", path})).exit_code == 0);
  const ProgramRun without_state = run_program({"train", "--resume", path, "--json"});
  CHECK(without_state.exit_code == 1);
  CHECK(json_of(without_state).at("error") == "model-not-resumable");
  CHECK(contains(without_state.err, "the optimiser's state"));
}

TEST_CASE(
    "a run that Ctrl-C stopped and --resume continued ends at its total, in the bits of one that was never stopped",
    "[cli]") {
  const TemporaryFolder folder;
  const std::string path = folder / "model.safetensors";
  const Arguments more = {"--schedule", "cosine", "--dropout", "0.1", "--json"};
  const Arguments long_run = with_epochs(tiny_run(more), "300");
  const ProgramRun whole = run_program(long_run);
  REQUIRE(whole.exit_code == 0);
  Arguments stopped = long_run;
  stopped.insert(stopped.end(), {"--save", path});
  stopped.erase(std::find(stopped.begin(), stopped.end(), "--json"));
  REQUIRE(run_program(stopped, {"1/300"}).exit_code == 1);
  const auto model = load_model(path);
  REQUIRE(model);
  REQUIRE(model->step < json_of(whole).at("steps"));
  const ProgramRun resumed = run_program({"train", "--resume", path, "--threads", "1", "--json"});
  REQUIRE(resumed.exit_code == 0);
  CHECK(json_of(resumed).at("steps") == json_of(whole).at("steps"));
  CHECK(json_of(resumed).at("epochs") == 300);
  CHECK(json_of(resumed).at("weights_hash") == json_of(whole).at("weights_hash"));
}

TEST_CASE("a run with a schedule and validation images resumes with the same bits as an uninterrupted run", "[cli]") {
  const TemporaryFolder folder;
  const std::string path = folder / "half.safetensors";
  const Arguments more = {"--schedule", "cosine", "--schedule-epochs", "2", "--patience", "50", "--json"};
  const ProgramRun whole = run_program(tiny_run(more));
  REQUIRE(whole.exit_code == 0);
  CHECK(json_of(whole).at("best_epoch") == 2);
  CHECK(json_of(whole).at("validation_loss").get<double>() > 0);
  Arguments half = with_epochs(tiny_run(more), "1");
  half.insert(half.end(), {"--save", path, "--keep-optimiser"});
  REQUIRE(run_program(half).exit_code == 0);
  const ProgramRun resumed = run_program({"train", "--resume", path, "--epochs", "2", "--json"});
  REQUIRE(resumed.exit_code == 0);
  CHECK(json_of(resumed).at("weights_hash") == json_of(whole).at("weights_hash"));
  const ProgramRun other = run_program({"train", "--resume", path, "--epochs", "2", "--validation", "0.3"});
  CHECK(other.exit_code == 2);
  CHECK(contains(other.err, "validation part"));
}

TEST_CASE("train names the options that change nothing", "[cli]") {
  const ProgramRun run = run_program(tiny_run({"--momentum", "0.5", "--huber-delta", "0.2"}));
  CHECK(run.exit_code == 0);
  CHECK(contains(run.out, "Note: --momentum changes nothing in this run. Acts only with optimiser = sgd or nesterov"));
  CHECK(contains(run.out, "Note: --huber-delta changes nothing in this run. Acts only with loss = huber."));
  CHECK_FALSE(contains(run_program(tiny_run()).out, "changes nothing"));
  CHECK_FALSE(contains(run_program(tiny_run({"--optimiser", "sgd", "--momentum", "0.5"})).out, "changes nothing"));
}

TEST_CASE("train reports problems of a run, and what to try", "[cli]") {
  Arguments slow = tiny_run({"--json", "--learning-rate", "0.00001"});
  *(std::find(slow.begin(), slow.end(), "--batch") + 1) = "8";
  *(std::find(slow.begin(), slow.end(), "--epochs") + 1) = "5";
  const ProgramRun troubled = run_program(slow);
  REQUIRE(troubled.exit_code == 0);
  const Json diagnosis = json_of(troubled).at("diagnosis");
  REQUIRE(!diagnosis.empty());
  CHECK(diagnosis[0].at("code") == "learning-rate-too-low");
  CHECK(diagnosis[0].at("setting") == "learning_rate");
  CHECK(diagnosis[0].at("value") == "0.0001");
  CHECK(contains(troubled.err, diagnosis[0].at("sentence").get<std::string>() + " Try --learning-rate 0.0001."));
}

/// A tiny run that ends only at a signal.
Arguments endless_run(const Arguments& more = {}) { return with_epochs(tiny_run(more), "1000000"); }

TEST_CASE("Ctrl-C, SIGTERM and a hang-up save the model so far, ready to resume", "[cli]") {
  for (int number : {SIGINT, SIGTERM, SIGHUP}) {
    INFO("signal " << number);
    const TemporaryFolder folder;
    const std::string path = folder / "model.safetensors";
    const ProgramRun run = run_program(endless_run({"--save", path}), {"1/1000000", number});
    CHECK(run.exit_code == 1);
    const auto model = load_model(path);
    REQUIRE(model);
    CHECK(model->step > 0);
    CHECK(run.err == "hourglass: Stopped at step " + std::to_string(model->step) + "; the model so far is saved.\n");
    const std::string total = std::to_string(model->step / 7 + 2);
    CHECK(run_program({"train", "--resume", path, "--epochs", total}).exit_code == 0);
  }
}

TEST_CASE("a run that was killed goes on from its last checkpoint, to the bits of one that was not", "[cli]") {
  const TemporaryFolder folder;
  const std::string path = folder / "model.safetensors";
  const ProgramRun run =
      run_program(endless_run({"--save", path, "--checkpoint-every", "1", "--keep-optimiser"}), {"1/1000000", SIGKILL});
  CHECK(run.exit_code != 0);
  const auto model = load_model(path);
  REQUIRE(model);
  CHECK(model->step >= 7);
  const std::string total = std::to_string(model->step / 7 + 2);
  const ProgramRun resumed = run_program({"train", "--resume", path, "--epochs", total, "--json"});
  REQUIRE(resumed.exit_code == 0);
  const ProgramRun whole = run_program(with_epochs(tiny_run({"--json"}), total));
  CHECK(json_of(resumed).at("weights_hash") == json_of(whole).at("weights_hash"));
}

TEST_CASE("checkpoints change nothing in the run", "[cli]") {
  const TemporaryFolder folder;
  const ProgramRun without = run_program(with_epochs(tiny_run({"--json"}), "40"));
  const ProgramRun with = run_program(
      with_epochs(tiny_run({"--json", "--save", folder / "model.safetensors", "--checkpoint-every", "1"}), "40"));
  CHECK(json_of(with).at("weights_hash") == json_of(without).at("weights_hash"));
}

TEST_CASE("a run that diverges leaves its last checkpoint, from which it resumes", "[cli]") {
  const TemporaryFolder folder;
  const std::string path = folder / "model.safetensors";
  // A learning rate that rises until it is too large.
  const ProgramRun run = run_program(
      with_epochs(tiny_run({"--save", path, "--checkpoint-every", "1", "--learning-rate", "0.1", "--warmup-epochs",
                            "3000", "--optimiser", "sgd", "--activation", "linear", "--output-activation", "linear"}),
                  "3000"));
  CHECK(run.exit_code == 1);
  CHECK(contains(run.out, "stays as it was before the run diverged"));
  const auto model = load_model(path);
  REQUIRE(model);
  CHECK(model->step > 0);
  const std::string total = std::to_string(model->step / 8 + 2);
  CHECK(run_program({"train", "--resume", path, "--learning-rate", "0.0001", "--epochs", total}).exit_code == 0);
}

TEST_CASE("checkpoints that cannot be are refused before anything trains", "[cli]") {
  const TemporaryFolder folder;
  const std::string path = folder / "model.safetensors";
  for (const char* wrong : {"", "0", "-1", "5d", "1.5m", "m", "never"}) {
    CAPTURE(wrong);
    const ProgramRun run = run_program(tiny_run({"--save", path, "--checkpoint-every", wrong, "--json"}));
    CHECK(run.exit_code == 2);
    CHECK(json_of(run).at("error") == "argument-wrong-type");
    CHECK_FALSE(std::filesystem::exists(path));
  }
  CHECK(json_of(run_program(tiny_run({"--checkpoint-every", "5m", "--json"}))).at("error") == "argument-wrong-type");
}

TEST_CASE("a signal that the parent process ignored stays ignored", "[cli]") {
  for (int number : {SIGINT, SIGHUP}) {
    INFO("signal " << number);
    const ProgramRun run = run_program(tiny_run(), {"1/2", number, true});
    CHECK(run.exit_code == 0);
    CHECK(contains(run.out, "\n    2/2 "));
  }
}

TEST_CASE("Ctrl-C without a file to save to says so", "[cli]") {
  const ProgramRun run = run_program(endless_run({"--json"}), {"1/1000000"});
  CHECK(run.exit_code == 1);
  CHECK(json_of(run).at("error") == "interrupted");
  CHECK(contains(run.err, "nothing is saved"));
}

TEST_CASE("train refuses to save onto a pipe before it trains", "[cli]") {
  const TemporaryFolder folder;
  const std::string pipe = folder / "pipe";
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  const ProgramRun run = run_program(endless_run({"--save", pipe}));
  CHECK(run.exit_code != 0);
  CHECK(contains(run.err, "a named pipe"));
  CHECK(std::filesystem::is_fifo(pipe));
}

TEST_CASE("bad usage gives exit code 2 and one helpful sentence", "[cli]") {
  struct Case {
    Arguments arguments;
    std::string says;
  };
  const Case cases[] = {
      {{"train", "--hiden", "16"}, "did you mean --hidden?"},
      {{"train", "--learning_rate", "1"}, "did you mean --learning-rate?"},
      {{"trian"}, "did you mean train?"},
      {{"train", "--latent", "0"}, "--latent: expected a number from 1 to 1024, found \"0\""},
      {{"train", "--latent", "many"}, "--latent: expected a whole number"},
      {{"train", "--family", "vea"}, "expected one of pca, "},
      {{"train", "--hidden", "1,x"}, "--hidden: expected"},
      {{"train", "--latent"}, "--latent"},
      {{"train", "surplus"}, "surplus"},
      {{"train", "--quick"}, "There is no option --quick"},
      {{"evaluate"}, "MODEL is required"},
      {{"bench", "--workload", "W9"}, "expected one of W1"},
      {{"bench", "--seconds", "-1"}, "--seconds"},
      {{"bench", "--threads", "0"}, "--threads"},
      {{"--vesion"}, "did you mean --version?"},
  };
  for (const Case& c : cases) {
    const ProgramRun run = run_program(c.arguments);
    INFO(c.says << " | " << run.err);
    CHECK(run.exit_code == 2);
    CHECK(run.out.empty());
    CHECK(run.err.starts_with("hourglass: "));
    CHECK(contains(run.err, c.says));
    CHECK(std::count(run.err.begin(), run.err.end(), '\n') == 1);
  }
}

TEST_CASE("with --json bad usage gives an error code", "[cli]") {
  struct Case {
    Arguments arguments;
    std::string code;
  };
  const Case cases[] = {
      {{"trian"}, "bad-usage"},
      {{"train", "--latent", "0"}, "setting-out-of-range"},
      {{"train", "--tied=2"}, "setting-not-a-choice"},
      {{"bench", "--workload", "W9"}, "argument-not-a-choice"},
      {{"anomaly", "--classes", "1,x"}, "argument-bad-list"},
  };
  for (Case c : cases) {
    c.arguments.push_back("--json");
    const ProgramRun run = run_program(c.arguments);
    INFO(c.code << " | " << run.out << run.err);
    CHECK(run.exit_code == 2);
    CHECK(json_of(run).at("error") == c.code);
  }
}

TEST_CASE("a setting that is on or off is an option with or without a value", "[cli]") {
  const TemporaryFolder folder;
  const std::string path = folder / "model.safetensors";
  struct Case {
    Arguments arguments;
    bool tied;
  };
  const Case cases[] = {{{"--tied"}, true},    {{"--tied", "on"}, true},         {{"--tied", "true"}, true},
                        {{"--tied=on"}, true}, {{"--tied", "off"}, false},       {{"--tied=false"}, false},
                        {{}, false},           {{"--tied", "--seed", "2"}, true}};
  for (const Case& c : cases) {
    Arguments arguments = tiny_run({"--save", path});
    arguments.insert(arguments.end(), c.arguments.begin(), c.arguments.end());
    const ProgramRun run = run_program(arguments);
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    const auto model = load_model(path);
    REQUIRE(model);
    CHECK(model->settings.architecture.tied == c.tied);
  }
}

TEST_CASE("files that cannot be read or written give exit code 1 and the error's sentence", "[cli]") {
  const TemporaryFolder folder;
  const std::string text = folder / "text";
  std::ofstream(text) << "neither images nor a model";
  struct Case {
    Arguments arguments;
    std::string code;
  };
  const Case cases[] = {
      {{"train", "--data", folder / "nothing"}, "file-not-found"},
      {{"train", "--data", text}, "file-unknown-format"},
      {{"evaluate", folder / "nothing"}, "file-not-found"},
      {{"info", text}, "safetensors-bad-header"},
      {{"train", "--resume", text}, "safetensors-bad-header"},
      {{"train", "--save", folder / "no/such/folder"}, "file-unwritable"},
  };
  for (Case c : cases) {
    c.arguments.push_back("--json");
    const ProgramRun run = run_program(c.arguments);
    INFO(c.code << " | " << run.out << run.err);
    CHECK(run.exit_code == 1);
    CHECK(run.err.starts_with("hourglass: "));
    const Json object = json_of(run);
    CHECK(object.at("error") == c.code);
    CHECK("hourglass: " + object.at("message").get<std::string>() + "\n" == run.err);
  }
}

TEST_CASE("a run that diverges gives exit code 1 and the reason", "[cli]") {
  const ProgramRun run = run_program(tiny_run({"--learning-rate", "1000", "--optimiser", "sgd", "--activation",
                                               "linear", "--output-activation", "linear", "--json"}));
  CHECK(run.exit_code == 1);
  CHECK(json_of(run).at("error") == "diverged");
  CHECK(contains(run.err, "diverged at step"));
}

TEST_CASE("bench --json prints the documented fields", "[cli]") {
  const ProgramRun run = run_program({"bench", "--workload", "W1", "--threads", "1", "--seconds", "0.05", "--json"});
  REQUIRE(run.exit_code == 0);
  const Json object = json_of(run);
  CHECK(object.at("workload") == "W1");
  CHECK(object.at("threads") == 1);
  CHECK(object.at("math") == "fast");
  CHECK(object.at("isa").is_string());
  for (const char* field : {"samples_per_second", "ms_per_step", "gflops", "peak_gflops", "fraction_of_peak"}) {
    INFO(field);
    CHECK(object.at(field).get<double>() > 0);
  }
  const ProgramRun peak = run_program({"bench", "--peak", "--seconds", "0.05", "--json"});
  CHECK(peak.exit_code == 0);
  CHECK(json_of(peak).at("peak_gflops").get<double>() > 0);
}

TEST_CASE("the progress bar fits the terminal and is erased at the end", "[cli]") {
  for (int columns : {20, 40, 80, 200}) {
    Arguments arguments = tiny_run();
    *(std::find(arguments.begin(), arguments.end(), "--epochs") + 1) = "40";
    const ProgramRun run = run_on_terminal(arguments, columns);
    CHECK(run.exit_code == 0);
    std::size_t drawings = 0;
    // Each drawing of the bar begins with a carriage return and ends with the code that clears the rest of the line.
    for (std::size_t end = run.out.find("\033[K"); end != std::string::npos; end = run.out.find("\033[K", end + 1)) {
      const std::size_t begin = run.out.rfind('\r', end);
      INFO(run.out.substr(begin + 1, end - begin - 1));
      CHECK(end - begin - 1 < static_cast<std::size_t>(columns));
      ++drawings;
    }
    CHECK(drawings >= 2);
    CHECK(contains(run.out, "\r\033[K"));
    CHECK(contains(run.out, "epoch ") == (columns >= 20));
  }
}

}  // namespace
}  // namespace hourglass
