// Runs the tests of what is inside an engine.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include "testing.hpp"
