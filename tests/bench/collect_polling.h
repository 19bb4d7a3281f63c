#pragma once

namespace planwatch {

// `polling [FEEDS] [ROUNDS]`: so many HTTP feeds of 1 kB each (10,000) polled from a local nginx by
// the real runtime with an SQLite store, all on one core (nginx on another). Every round every
// answer holds a figure that was not there before. Prints feeds a second from the tick that finds
// them due to the commit of the last one, and the same with a tenth of the feeds dead, half of them
// at a port that accepts and never answers and half at a closed one, with the delay of the others
// in both. Exit code 1 when a figure is missing in the end.
int run_polling(int argc, char** argv);

}  // namespace planwatch
