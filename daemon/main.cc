#include "daemon/cli/cli.h"

int main(int argc, char** argv) {
  return planwatch::run_cli(argc, argv);
}
