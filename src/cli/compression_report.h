// Reports what compressed samples take: for people and as JSON fields for programs.
#pragma once

#include "cli/output.h"
#include "compression/compressor.h"

namespace hourglass {

/// Prints the sizes and the speed, and returns the fields samples, bytes, payload_bytes, code_model_bytes,
/// container_bytes, bits_per_value (payload alone), seconds and samples_per_second.
Json report_compressed(const Output& output, const Model& model, const CompressedFile& file, double seconds);

}  // namespace hourglass
