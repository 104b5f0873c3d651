#pragma once
#include <stdint.h>

// Whether the kernel knows a process of this number: 1 yes, 0 no. Several calls that a rootkit would have to hook one by one.
int clinux_knows_by_kill(int32_t pid);
int clinux_knows_by_getsid(int32_t pid);
int clinux_knows_by_scheduler(int32_t pid);
// Asks getsid(2) for every number from first to last and puts those that the kernel knows into found, at most `most`.
int clinux_known_processes(int32_t first, int32_t last, int32_t *found, int32_t most);
// The seals of the memory file that a process runs (fcntl F_GET_SEALS); negated errno where it is none or not ours to see.
int clinux_program_seals(int32_t pid);
uint32_t clinux_effective_user(void);
int32_t clinux_own_pid(void);
int64_t clinux_ticks_per_second(void);
// Seconds and nanoseconds of CLOCK_REALTIME.
void clinux_now(int64_t *seconds, uint32_t *nanoseconds);
// CPU time of this process, all threads, in microseconds; and the peak resident set in KiB.
int64_t clinux_cpu_microseconds(void);
int64_t clinux_peak_kibibytes(void);
int32_t clinux_processors(void);
void clinux_pause(uint32_t microseconds);
// Addresses of pages from `start` to `end` of a process that are present and belong to no file any more (/proc/PID/pagemap,
// bits 61 to 63): changed after they were mapped. Their number, at most `most`.
int32_t clinux_own_pages(int32_t pid, uint64_t start, uint64_t end, uint64_t *found, int32_t most);
// Reads the memory of a process (/proc/PID/mem); the number of bytes.
int64_t clinux_memory(int32_t pid, uint64_t address, void *buffer, uint64_t size);
