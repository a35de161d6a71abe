// `hourglass decompress`: reconstructs the samples of a file that `hourglass compress` wrote.
#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>

#include "cli/commands.h"
#include "cli/compression_report.h"
#include "cli/model_options.h"
#include "cli/sample_output.h"
#include "compression/compressor.h"
#include "core/file.h"

namespace hourglass {
namespace {

/// Samples on the terminal where no file takes them.
constexpr std::size_t kMostPrinted = 8;

struct DecompressOptions {
  std::string model, file;
  SampleOutputOptions files;
  int threads = 0;
  bool json = false;
};

int run_decompress(const DecompressOptions& options) {
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
  const Result<Model> model = load_model_here(options.model);
  if (!model) return output.fail(model.error());
  if (Status status = options.files.check(model->description, model->input); !status)
    return output.fail(status.error());
  const auto bytes = read_file(options.file);
  if (!bytes) return output.fail(bytes.error());
  const int threads = options.threads > 0 ? options.threads : model->settings.compute.threads;
  auto decoder = PortableDecoder::create(*model, threads);
  if (!decoder) return output.fail(decoder.error());
  const auto begin = std::chrono::steady_clock::now();
  const auto file = parse_compressed_file(*bytes, options.file);
  if (!file) return output.fail(file.error());
  const auto samples = decompress(*model, *file, **decoder, options.file);
  if (!samples) return output.fail(samples.error());
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  const WrittenSamples written{model->description, model->input, samples->values, samples->labels};
  if (Status status = options.files.write(output, written, kMostPrinted); !status) return output.fail(status.error());
  return output.succeed(report_compressed(output, *model, *file, seconds.count()));
}

}  // namespace

Command add_decompress(CLI::App& program) {
  auto options = std::make_shared<DecompressOptions>();
  CLI::App* app = program.add_subcommand("decompress", "reconstruct the samples of a compressed file");
  app->add_option("MODEL", options->model, "the model that compressed it")->required()->type_name("");
  app->add_option("FILE", options->file, "a file that hourglass compress wrote")->required()->type_name("");
  options->files.add(*app);
  app->add_option("--threads", options->threads, "threads; default all cores (1 to 64)")
      ->type_name("NUMBER")
      ->check(CLI::Range(1, 64).description(""));
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  return {app, [options] { return run_decompress(*options); }};
}

}  // namespace hourglass
