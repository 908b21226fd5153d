# SPDX-License-Identifier: Apache-2.0
# One INTERFACE target holds the language level, the warnings, the hardening and the sanitizers of every target.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "Build type" FORCE)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Precompiled headers need the sloppiness (ccache manual, "Precompiled headers").
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

add_library(dg_flags INTERFACE)
target_compile_features(dg_flags INTERFACE cxx_std_20)
target_compile_definitions(dg_flags INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH QT_NO_KEYWORDS
  QT_DISABLE_DEPRECATED_BEFORE=0x060000)
if(MSVC)
  target_compile_options(dg_flags INTERFACE /W4 /utf-8 /permissive- $<$<BOOL:${DRIFTGLASS_WERROR}>:/WX>)
else()
  target_compile_options(dg_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align -Wunused $<$<CXX_COMPILER_ID:GNU>:-Wshadow=local>
    -Wformat=2 -Wimplicit-fallthrough -Wnull-dereference
    $<$<BOOL:${DRIFTGLASS_WERROR}>:-Werror>
    -fstack-protector-strong)
  # GCC 12 reports null dereferences and freed pointers inside inlined library templates (GCC bug 105562 and kin).
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(dg_flags INTERFACE -Wno-null-dereference -Wno-restrict -Wno-maybe-uninitialized)
  endif()
  if(DRIFTGLASS_SANITIZE STREQUAL "address")
    target_compile_options(dg_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
    target_link_options(dg_flags INTERFACE -fsanitize=address,undefined)
  elseif(DRIFTGLASS_SANITIZE STREQUAL "thread")
    target_compile_options(dg_flags INTERFACE -fsanitize=thread -fno-omit-frame-pointer)
    target_link_options(dg_flags INTERFACE -fsanitize=thread)
  elseif(NOT APPLE)
    target_compile_options(dg_flags INTERFACE $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2>)
    if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
      target_compile_options(dg_flags INTERFACE -fcf-protection)
    endif()
    target_link_options(dg_flags INTERFACE -Wl,-z,relro,-z,now -Wl,--as-needed)
  endif()
  find_program(MOLD_PROGRAM mold)
  if(MOLD_PROGRAM AND NOT DRIFTGLASS_SANITIZE AND NOT APPLE AND NOT DRIFTGLASS_FUZZ)
    target_link_options(dg_flags INTERFACE -fuse-ld=mold)
  endif()
endif()
