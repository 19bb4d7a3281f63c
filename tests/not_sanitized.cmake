# What ./dev test --all leaves out under sanitizers, by program, as a filter of tests; everything
# else runs. Each with its reason.
