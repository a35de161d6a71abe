#include "autoencoder/penalty.h"

#include "autoencoder/adversarial_penalty.h"
#include "autoencoder/contractive_penalty.h"
#include "autoencoder/discrepancy_penalty.h"
#include "autoencoder/l1_penalty.h"
#include "autoencoder/sparsity_penalty.h"

namespace hourglass {
namespace {

template <class Kind>
std::unique_ptr<Penalty> make(const PenaltyContext& context, const PenaltyOptions& options) {
  return std::make_unique<Kind>(context, options);
}

constexpr PenaltyRow kPenalties[] = {
    {"l1", "absolute values of the code", &PenaltyOptions::l1, make<L1Penalty>},
    {"sparsity", "divergence of each unit's mean activation from a small one", &PenaltyOptions::sparsity,
     make<SparsityPenalty>},
    {"contractive", "how much the code moves with the input", &PenaltyOptions::contractive, make_contractive},
    {"mmd", "discrepancy between the codes and the prior", &PenaltyOptions::mmd, make<DiscrepancyPenalty>},
    {"adversarial", "how well a discriminator tells codes from the prior", &PenaltyOptions::adversarial,
     make<AdversarialPenalty>},
};

}  // namespace

std::span<const PenaltyRow> penalties() { return kPenalties; }

}  // namespace hourglass
