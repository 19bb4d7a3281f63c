# Every third-party library comes from the system. Boost is found by version, not by package name.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json url)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(prometheus-cpp CONFIG REQUIRED)
find_package(CURL REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(simdjson REQUIRED)
find_package(pugixml REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tl-expected REQUIRED)
find_path(KAINJOW_MUSTACHE_INCLUDE kainjow/mustache.hpp REQUIRED)
pkg_check_modules(LIBZIP REQUIRED IMPORTED_TARGET libzip)
find_path(SOCI_INCLUDE soci/soci.h REQUIRED)
find_library(SOCI_CORE soci_core REQUIRED)
add_library(soci INTERFACE)
target_include_directories(soci SYSTEM INTERFACE ${SOCI_INCLUDE})
# Its drivers are loaded when they are asked for. Two are also spoken to directly, for what SOCI
# leaves out: SQLite's deadline, and whole texts by ODBC.
find_path(ODBC_INCLUDE sqlext.h REQUIRED)
find_library(ODBC_LIBRARY odbc REQUIRED)
target_include_directories(soci SYSTEM INTERFACE ${ODBC_INCLUDE})
target_link_libraries(soci INTERFACE ${SOCI_CORE} ${ODBC_LIBRARY} SQLite::SQLite3)
pkg_check_modules(XLSXWRITER REQUIRED IMPORTED_TARGET xlsxwriter)

# How memory is handed out (daemon/decisions/0007). Sanitizers bring their own: off with them.
option(PLANWATCH_JEMALLOC "Bind programs to jemalloc" ON)
add_library(planwatch_allocator INTERFACE)
if(PLANWATCH_JEMALLOC)
  find_library(JEMALLOC jemalloc REQUIRED)
  target_link_libraries(planwatch_allocator INTERFACE ${JEMALLOC})
endif()

add_library(planwatch_warnings INTERFACE)
target_compile_options(planwatch_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
  -Wno-missing-field-initializers
  # GCC 12 sees overlapping copies in operator+(const char*, std::string) that are none (bug 105329).
  # It also takes the other alternatives of a std::variant that is moved for uninitialized.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict> $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized> $<$<BOOL:${PLANWATCH_WERROR}>:-Werror>)
