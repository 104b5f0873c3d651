#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

int clinux_knows_by_kill(int32_t pid) { return kill(pid, 0) == 0 || errno != ESRCH; }
int clinux_knows_by_getsid(int32_t pid) { return getsid(pid) >= 0 || errno != ESRCH; }
int clinux_knows_by_scheduler(int32_t pid) { return sched_getscheduler(pid) >= 0 || errno != ESRCH; }
int clinux_known_processes(int32_t first, int32_t last, int32_t *found, int32_t most) {
    int32_t count = 0;
    for (int32_t pid = first; pid <= last && count < most; pid++) {
        if (clinux_knows_by_getsid(pid)) found[count++] = pid;
    }
    return count;
}

int clinux_program_seals(int32_t pid) {
    char path[32];
    snprintf(path, sizeof path, "/proc/%d/exe", pid);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return -errno;
    int seals = fcntl(descriptor, F_GET_SEALS);
    int result = seals < 0 ? -errno : seals;
    close(descriptor);
    return result;
}

uint32_t clinux_effective_user(void) { return geteuid(); }
int32_t clinux_own_pid(void) { return getpid(); }
int64_t clinux_ticks_per_second(void) { return sysconf(_SC_CLK_TCK); }

void clinux_now(int64_t *seconds, uint32_t *nanoseconds) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    *seconds = now.tv_sec;
    *nanoseconds = (uint32_t)now.tv_nsec;
}

int64_t clinux_cpu_microseconds(void) {
    struct rusage usage;
    if (getrusage(RUSAGE_SELF, &usage) < 0) return -errno;
    return (int64_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

int64_t clinux_peak_kibibytes(void) {
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) < 0 ? -errno : usage.ru_maxrss;
}

int32_t clinux_processors(void) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) < 0) return 1;
    return CPU_COUNT(&set);
}

void clinux_pause(uint32_t microseconds) { usleep(microseconds); }

static int open_of_process(int32_t pid, const char *name) {
    char path[48];
    snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    return descriptor < 0 ? -errno : descriptor;
}

int32_t clinux_own_pages(int32_t pid, uint64_t start, uint64_t end, uint64_t *found, int32_t most) {
    uint64_t size = (uint64_t)sysconf(_SC_PAGESIZE);
    int descriptor = open_of_process(pid, "pagemap");
    if (descriptor < 0) return descriptor;
    int32_t count = 0;
    uint64_t entries[512];
    for (uint64_t page = start / size; page < end / size && count < most;) {
        uint64_t wanted = end / size - page < 512 ? end / size - page : 512;
        ssize_t got = pread(descriptor, entries, wanted * 8, (off_t)(page * 8));
        if (got < 8) break;
        for (uint64_t index = 0; index < (uint64_t)got / 8 && count < most; index++) {
            int present = (entries[index] >> 63) & 1, of_file = (entries[index] >> 61) & 1;
            if (present && !of_file) found[count++] = (page + index) * size;
        }
        page += (uint64_t)got / 8;
    }
    close(descriptor);
    return count;
}

int64_t clinux_memory(int32_t pid, uint64_t address, void *buffer, uint64_t size) {
    int descriptor = open_of_process(pid, "mem");
    if (descriptor < 0) return descriptor;
    ssize_t got = pread(descriptor, buffer, size, (off_t)address);
    int64_t result = got < 0 ? -errno : got;
    close(descriptor);
    return result;
}
