#include "clinux_printing.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int32_t clinux_print(const char *program, char *const *arguments, char *const *environment, int32_t seconds, int32_t *status) {
    posix_spawn_file_actions_t streams;
    posix_spawnattr_t attributes;
    pid_t child = 0;
    int failure = posix_spawn_file_actions_init(&streams);
    if (failure != 0) return -failure;
    failure = posix_spawnattr_init(&attributes);
    if (failure != 0) {
        posix_spawn_file_actions_destroy(&streams);
        return -failure;
    }
    posix_spawn_file_actions_addopen(&streams, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&streams, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&streams, 2, "/dev/null", O_WRONLY, 0);
    // A group of its own, so that what it starts ends with it.
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    failure = posix_spawn(&child, program, &streams, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&streams);
    if (failure != 0) return -failure;
    int outcome = 0;
    for (int64_t waited = 0;; waited++) {
        pid_t ended = waitpid(child, &outcome, WNOHANG);
        if (ended == child) break;
        if (ended < 0 && errno != EINTR) return -errno;
        if (waited >= (int64_t)seconds * 50) {
            kill(-child, SIGKILL);
            while (waitpid(child, &outcome, 0) < 0 && errno == EINTR) {}
            return -ETIMEDOUT;
        }
        struct timespec pause = {0, 20000000};
        nanosleep(&pause, NULL);
    }
    kill(-child, SIGKILL);
    *status = WIFEXITED(outcome) ? WEXITSTATUS(outcome) : 128 + WTERMSIG(outcome);
    return 0;
}
