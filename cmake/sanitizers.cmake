# PLANWATCH_SANITIZE=address,undefined or thread: everything compiled with these sanitizers of clang.
# A report ends the program, so that a test cannot pass over one.
set(PLANWATCH_SANITIZE "" CACHE STRING "Sanitizers to compile with: address,undefined or thread")
if(PLANWATCH_SANITIZE)
  set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O1 -g1")  # most of the time goes into compiling
  add_compile_options(-fsanitize=${PLANWATCH_SANITIZE} -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${PLANWATCH_SANITIZE} -fuse-ld=lld)
endif()
