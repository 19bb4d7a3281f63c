// The support library needs the whole daemon; its scheduler needs this folder only and is tested
// with it, so its source is compiled here once more.
#include "tests/support/virtual_scheduler.cc"
