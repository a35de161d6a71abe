// `hourglass compress`: writes samples as their codes, quantised and entropy-coded.
#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>

#include "cli/commands.h"
#include "cli/compression_report.h"
#include "cli/model_options.h"
#include "cli/new_data.h"
#include "cli/output.h"
#include "compression/compressor.h"
#include "core/file.h"
#include "core/number_text.h"

namespace hourglass {
namespace {

struct CompressOptions {
  ModelOptions model;
  std::string out;
  double step = 0;         ///< 0: the usual one
  std::uint64_t most = 0;  ///< bytes; 0: no limit
  bool json = false;
};

Result<SteppedFile> make_file(const CompressOptions& options, const CompressibleCodes& codes) {
  if (options.step > 0 && !codes.has_steps()) {
    return Error{"setting-does-not-fit", "--step", "", "a model whose codes are values",
                 "one whose codes are entries of a codebook"};
  }
  if (options.most > 0) {
    return codes.file_within(
        static_cast<double>(options.most), [](const CompressedSize& size) { return static_cast<double>(size.total()); },
        "--max-bytes");
  }
  const double step = options.step > 0 ? options.step : codes.usual_step();
  auto file = codes.file(step);
  if (!file) return file.error();
  return SteppedFile{std::move(*file), step};
}

int run_compress(const CompressOptions& options) {
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
  if (Status status = check_writable(options.out); !status) return output.fail(status.error());
  const Result<Model> model = options.model.load();
  if (!model) return output.fail(model.error());
  const auto samples = read_new_samples(*model, model->settings);
  if (!samples) return output.fail(samples.error());
  const int threads = model->settings.compute.threads;
  auto decoder = PortableDecoder::create(*model, threads);
  if (!decoder) return output.fail(decoder.error());
  const auto begin = std::chrono::steady_clock::now();
  const auto codes = CompressibleCodes::encode(*model, **decoder, *samples, threads);
  if (!codes) return output.fail(codes.error());
  const auto made = make_file(options, *codes);
  if (!made) return output.fail(made.error());
  const std::vector<std::byte> bytes = to_compressed_file(made->file);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  if (Status status = write_file_atomically(options.out, bytes); !status) return output.fail(status.error());
  Json object = report_compressed(output, *model, made->file, seconds.count());
  if (codes->has_steps()) object["step"] = made->step;
  output.line("Wrote " + options.out + ", " + grouped(bytes.size()) + " bytes" +
              (codes->has_steps() ? ", step " + rounded_text(made->step, 4) : std::string()) + ".");
  return output.succeed(object);
}

}  // namespace

Command add_compress(CLI::App& program) {
  auto options = std::make_shared<CompressOptions>();
  CLI::App* app = program.add_subcommand("compress", "write samples as a small file that the model reads again");
  options->model.add(*app);
  app->add_option("-o,--out", options->out, "the file to write, such as digits.hgz")->required()->type_name("FILE");
  CLI::Option* step = app->add_option("--step", options->step,
                                      "how far one step of a code's value moves a sample, on average; without it, "
                                      "quantisation adds about a tenth to the model's squared error");
  step->type_name("NUMBER")->check(CLI::Range(1e-9, 1e9).description(""));
  app->add_option("--max-bytes", options->most,
                  "choose the finest step with which the file takes at most so many bytes")
      ->type_name("NUMBER")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 40).description(""))
      ->excludes(step);
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  return {app, [options] { return run_compress(*options); }};
}

}  // namespace hourglass
