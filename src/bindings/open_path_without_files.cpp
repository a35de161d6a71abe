// open_path() of the programs for the browser, which have no files to open by path: refuses every one. Takes the place
// of data/readers/read_path.cpp among their sources, and with it of std::filesystem and all readers but that of IDX.

#include "data/open_parts.h"

namespace hourglass {

Result<std::shared_ptr<const Dataset>> open_path(const std::string& path, const OpenOptions&) {
  return no_data_set(path);
}

}  // namespace hourglass
