# SPDX-FileCopyrightText: 2026 The Forefetch authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the library of a build, and builds and runs the example beside this file on the copy:
#     cmake -D BUILD=build/dev -D COMPILER=c++ -D FLAGS=-O2 -P tests/example/installed/installed.cmake
set(scratch ${BUILD}/installed)
file(REMOVE_RECURSE ${scratch})
function(run)
    execute_process(COMMAND ${ARGV} RESULT_VARIABLE code OUTPUT_VARIABLE said ERROR_VARIABLE said)
    if(NOT code EQUAL 0)
        list(JOIN ARGV " " command)
        message(FATAL_ERROR "${command}\n${said}")
    endif()
endfunction()
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${scratch}/prefix --component dev)
run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR} -B ${scratch}/build -G Ninja
    -D CMAKE_PREFIX_PATH=${scratch}/prefix -D CMAKE_CXX_COMPILER=${COMPILER}
    "-DCMAKE_CXX_FLAGS=${FLAGS}")
run(${CMAKE_COMMAND} --build ${scratch}/build)
run(${scratch}/build/own-prefetcher)
