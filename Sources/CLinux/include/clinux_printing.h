#pragma once
#include <stdint.h>

// Starts a program that prints a page, with its streams at /dev/null and in a process group of its own, and waits for its end. Both lists end
// with NULL. After `seconds` it is ended by force and -ETIMEDOUT given; else 0, and `status` is its exit status, or 128 and the signal.
int32_t clinux_print(const char *program, char *const *arguments, char *const *environment, int32_t seconds, int32_t *status);
