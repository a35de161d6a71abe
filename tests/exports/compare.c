/* Runs an exported header (net.h) on samples of the engine and writes all codes, then all reconstructions, to stdout.
   Arguments: the folder with the files of engine_outputs.cpp, and the most samples to run. */
#include <stdio.h>
#include <stdlib.h>

#include "net.h"

static FILE *open_file(const char *folder, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return fopen(path, "rb");
}

int main(int count, char **arguments) {
  static float sample[net_FEATURES], code[net_CODE], decoded[net_FEATURES], reconstruction[net_FEATURES];
  FILE *samples, *labels;
  float *all;
  size_t done = 0, most;
  int label = -1;
  if (count != 3) return 2;
  samples = open_file(arguments[1], "sample");
  labels = open_file(arguments[1], "label");
  most = (size_t)atoi(arguments[2]);
  all = malloc(most * sizeof decoded);
  if (!samples || !labels || !all) return 1;
  while (done < most && fread(sample, sizeof sample, 1, samples) == 1) {
    if (fread(&label, sizeof label, 1, labels) != 1) label = -1;
#ifdef CONDITIONAL
    net_encode(sample, label, code);
    net_decode(code, label, decoded);
    net_reconstruct(sample, label, reconstruction);
#else
    net_encode(sample, code);
    net_decode(code, decoded);
    net_reconstruct(sample, reconstruction);
#endif
    fwrite(code, sizeof code, 1, stdout);
    for (int i = 0; i < net_FEATURES; ++i) {
      if (decoded[i] != reconstruction[i]) return 1;
      all[done * net_FEATURES + (size_t)i] = reconstruction[i];
    }
    ++done;
  }
  fwrite(all, sizeof decoded, done, stdout);
  free(all);
  fclose(samples);
  fclose(labels);
  return 0;
}
