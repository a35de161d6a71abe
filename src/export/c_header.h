// A model as one C99 header, with its weights.
#pragma once

#include "export/export_model.h"

namespace hourglass {

/// NAME_encode, NAME_decode and NAME_reconstruct, of one sample; NAME is options.name. Samples lie as in the engine:
/// the channels of a place beside each other, then the row's places. Values are those of the data, before scaling; a
/// code is the posterior's mean where there is one. A conditional model's functions also take the label, below 0 where
/// it is unknown. The header needs math.h alone; its functions share one block of static memory, so that threads may
/// not call them at the same time.
Result<std::vector<std::byte>> c_header(const ExportPlan& plan, const ExportOptions& options);

}  // namespace hourglass
