#pragma once

namespace planwatch {

// The command line. Exit codes: 0 fine (warnings included), 1 operating error, 2 configuration
// errors, 64 usage.
int run_cli(int argc, char** argv);

}  // namespace planwatch
