// The program's subcommands. Each is defined in a file of its own, <name>_command.cpp.
#pragma once

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace hourglass {

/// One subcommand. If the command line names it, `run` is called after parsing and returns the exit code.
struct Command {
  CLI::App* app;
  std::function<int()> run;
};

Command add_train(CLI::App& program);
Command add_evaluate(CLI::App& program);
Command add_bench(CLI::App& program);
Command add_export(CLI::App& program);
Command add_compress(CLI::App& program);
Command add_data(CLI::App& program);
Command add_info(CLI::App& program);
Command add_families(CLI::App& program);
Command add_pca(CLI::App& program);
Command add_probe(CLI::App& program);
Command add_anomaly(CLI::App& program);
Command add_decode(CLI::App& program);
Command add_decompress(CLI::App& program);
Command add_denoise(CLI::App& program);
Command add_disentangle(CLI::App& program);
Command add_encode(CLI::App& program);
Command add_features(CLI::App& program);
Command add_generate(CLI::App& program);
Command add_groups(CLI::App& program);
Command add_map(CLI::App& program);
Command add_interpolate(CLI::App& program);
Command add_rate(CLI::App& program);
Command add_score(CLI::App& program);
Command add_settings(CLI::App& program);
Command add_window(CLI::App& program);

/// Opens the desktop window, as the program does without arguments; returns the exit code.
int open_window();

}  // namespace hourglass
