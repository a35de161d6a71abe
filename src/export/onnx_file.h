// A model as an ONNX file.
#pragma once

#include "export/export_model.h"

namespace hourglass {

/// Inputs and outputs, all float32 but `label`, with a first axis N of any length:
///   the sample's word (image, signal, row, text)  N x channels x height x width, N x channels x time, N x features, or
///                                                 N x places x symbols: values as in the data, before scaling; NaN
///                                                 where a value is missing and the model knows missing values
///   label (int64, N)                              of conditional models; below 0 or no class: unknown
///   noise (N x latent)                            with options.sampling: draws from N(0, 1)
///   code (N x latent)                             an output of the encoder, an input of the decoder
///   mean, log_variance (N x latent)               of models with a posterior; without sampling `code` is the mean
///   reconstruction                                as the sample: values scaled back, categories as probabilities
///   logits                                        as the sample; the decoder's values before sigmoid and softmax,
///                                                 where the model has either
/// Tensors have the names of model files; metadata_props hold the settings, the data's description and the version.
Result<std::vector<std::byte>> onnx_file(const ExportPlan& plan, const ExportOptions& options);

}  // namespace hourglass
