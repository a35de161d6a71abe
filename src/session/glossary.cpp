#include "session/glossary.h"

#include "core/find_by.h"

namespace hourglass {
namespace {

constexpr Term kTerms[] = {
    {"adversarial", "The penalty of a second network that tells codes from draws of the prior, and is to be deceived."},
    {"batch", "The samples of one training step: the weights change once per batch."},
    {"code", "The few numbers that the encoder makes of a sample, and all that the decoder gets."},
    {"codebook", "The list of vectors that codes are rounded to; its entries are learned."},
    {"commitment", "How far the codes are from the codebook's entries that stand for them."},
    {"contractive", "A penalty on how much the code changes when the sample changes a little."},
    {"decoder", "The second half of the network: from the code to the sample."},
    {"discriminator", "How well the second network tells codes from draws of the prior."},
    {"encoder", "The first half of the network: from the sample to the code."},
    {"epoch", "One pass over all training samples."},
    {"held out", "Samples that training never sees: how well they are reconstructed shows what was really learned."},
    {"kl", "How far the code's distributions are from the prior, in nats: what the code says about the sample."},
    {"l1", "A penalty on the size of the code's numbers, which makes many of them 0."},
    {"latent", "One number of the code."},
    {"learning rate", "How far each step moves the weights."},
    {"loss", "What training makes small: the difference between sample and reconstruction, and penalties."},
    {"mmd", "A penalty on the difference between the codes and draws of the prior, taken together."},
    {"nats", "A unit of information: one nat is 1.44 bits."},
    {"PCA", "The best that a network without activations could do with a code of that size."},
    {"posterior", "The distribution of codes that the encoder gives for one sample."},
    {"prior", "The distribution that codes are drawn towards, a normal one: draw from it, and new samples appear."},
    {"reconstruction", "The difference between samples and what the network draws from their codes."},
    {"seed", "The number that all chance comes from: the same seed gives the same run."},
    {"sparsity", "A penalty that keeps each number of the code near 0 for most samples."},
    {"t-SNE", "A map on which samples with codes near each other stay together; larger distances on it say little."},
    {"total", "All terms of the loss together."},
    {"training", "Samples that the network learns from."},
};

}  // namespace

std::span<const Term> glossary() { return kTerms; }

std::string_view meaning_of(std::string_view word) {
  const Term* row = find_by(kTerms, &Term::word, word);
  return row ? row->meaning : std::string_view();
}

}  // namespace hourglass
