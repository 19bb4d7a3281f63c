# Included by tests/CMakeLists.txt: builds the fuzz targets as a project of their own (clang++ has
# libFuzzer, GCC has not) and registers each as the test fuzz/NAME.
find_program(PLANWATCH_FUZZ_CXX clang++ REQUIRED)
set(fuzz_build ${PROJECT_BINARY_DIR}/fuzz)
set(fuzz_source ${CMAKE_CURRENT_SOURCE_DIR}/fuzz)

file(GLOB fuzz_targets CONFIGURE_DEPENDS fuzz/*_fuzz.cc)
add_custom_command(OUTPUT ${fuzz_build}/build.ninja
  COMMAND ${CMAKE_COMMAND} -G Ninja -S ${fuzz_source} -B ${fuzz_build}
          -DCMAKE_CXX_COMPILER=${PLANWATCH_FUZZ_CXX}
          -DCMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER}
  COMMENT "Configuring the fuzz targets" VERBATIM)
# One job: it is one of those that the build around it runs side by side.
add_custom_target(fuzz_targets ALL
  COMMAND ${CMAKE_COMMAND} --build ${fuzz_build} -j 1
  DEPENDS ${fuzz_build}/build.ninja COMMENT "Building the fuzz targets" VERBATIM)

foreach(target ${fuzz_targets})
  get_filename_component(program ${target} NAME_WE)
  string(REGEX REPLACE "_fuzz$" "" name ${program})
  add_test(NAME fuzz/${name}
    COMMAND ${CMAKE_COMMAND} -DPROGRAM=${fuzz_build}/${program}
            -DCORPUS=${fuzz_source}/corpus/${name} -DWORK=${fuzz_build}/work/${name} -DSECONDS=10
            -P ${fuzz_source}/run.cmake)
  set_tests_properties(fuzz/${name} PROPERTIES TIMEOUT 120)
endforeach()
