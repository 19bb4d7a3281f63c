# Runs one fuzz target over a copy of its seed corpus for SECONDS; the same numbers every time,
# those of SEED (1).
#   cmake -DPROGRAM=... -DCORPUS=... -DWORK=... -DSECONDS=10 [-DSEED=...] -P run.cmake
if(NOT SEED)
  set(SEED 1)
endif()
file(GLOB seeds ${CORPUS}/*)
list(LENGTH seeds count)
if(count LESS 3)
  message(FATAL_ERROR "${CORPUS} holds ${count} seeds: a target needs some to start from")
endif()
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
file(COPY ${CORPUS}/ DESTINATION ${WORK}/corpus)
execute_process(
  COMMAND ${PROGRAM} -max_total_time=${SECONDS} -rss_limit_mb=512 -timeout=30 -seed=${SEED}
          -print_final_stats=1 -artifact_prefix=${WORK}/found- ${WORK}/corpus
  WORKING_DIRECTORY ${WORK} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${output}\nThe input that did it lies at ${WORK}/found-*: make it a seed, "
                      "write the unit test, mend the code.")
endif()
# A target that read none of its seeds, or refused them all, would prove nothing.
if(NOT output MATCHES "seed corpus: files: ${count} ")
  message(FATAL_ERROR "the ${count} seeds were not all read:\n${output}")
endif()
if(NOT output MATCHES "understood ([0-9]+) of ([0-9]+) inputs" OR CMAKE_MATCH_1 LESS ${count})
  message(FATAL_ERROR "too few inputs were understood:\n${output}")
endif()
message(STATUS "${CMAKE_MATCH_0}")
