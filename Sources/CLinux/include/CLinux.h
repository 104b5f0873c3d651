// System calls and layouts that Swift's Glibc module lacks. Every function gives a value that is not negative, or the
// negated errno, so that no caller depends on the thread's errno surviving until it is read.
#pragma once
#include "clinux_bpf.h"
#include "clinux_files.h"
#include "clinux_mounts.h"
#include "clinux_printing.h"
#include "clinux_processes.h"
#include "clinux_streams.h"
#include "clinux_sockets.h"
#include "clinux_terminal.h"
