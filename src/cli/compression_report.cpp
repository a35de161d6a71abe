#include "cli/compression_report.h"

#include "core/number_text.h"

namespace hourglass {

Json report_compressed(const Output& output, const Model& model, const CompressedFile& file, double seconds) {
  const DataKindRow& kind = data_kind_row(model.description.kind);
  const CompressedSize size = size_of(file);
  const double values = static_cast<double>(file.count) * model.input.features();
  const double bits = values > 0 ? 8 * static_cast<double>(size.payload) / values : 0;
  const double speed = seconds > 0 ? file.count / seconds : 0;
  output.line(grouped(file.count) + " " + std::string(kind.samples) + " in " + duration(seconds) + ", " +
              grouped(static_cast<std::uint64_t>(speed)) + " per second:");
  const auto row = [&](const char* title, std::size_t bytes, const std::string& behind) {
    output.line("  " + left_aligned(title, 18) + right_aligned(grouped(bytes), 12) + " bytes" + behind);
  };
  row("codes", size.payload, ", " + rounded_text(bits, 4) + " bits per " + std::string(kind.value));
  row("model of the code", size.code_model, "");
  row("container", size.container, "");
  return {{"samples", file.count},
          {"bytes", size.total()},
          {"payload_bytes", size.payload},
          {"code_model_bytes", size.code_model},
          {"container_bytes", size.container},
          {"bits_per_value", bits},
          {"seconds", seconds},
          {"samples_per_second", speed}};
}

}  // namespace hourglass
