// What has to be in order before the Swift runtime starts, in the static program that is carried to a host.
//
// A static Swift program asks three things of the machine that it runs on, and each of them is the intruder's to answer:
//
// 1. Its own path, from /proc/self/exe. Without /proc it stops before main: "Unable to obtain Swift runtime path".
//    The runtime asks nothing where SWIFT_ROOT is set.
// 2. Its arguments, which it looks for through /proc/self/maps. Without /proc it believes that it was given none.
//    glibc hands them to every constructor, and we hand them on.
// 3. What to do: SWIFT_BACKTRACE names a program to run after a crash, SWIFT_DEBUG_LIB_PRESPECIALIZED_PATH a library
//    to load, OPENSSL_CONF a list of modules. One line in /etc/environment is enough to set them for the next
//    operator who logs in. So they are removed, and the defaults are pinned to "nothing".
//
// A program with a dynamic loader is left as it is: that is a developer's build, and there the loader has long done
// what its environment told it to. Tests/StaticTests proves each of the three on the finished program.

#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>

extern char **environ;

// In the Swift runtime: what CommandLine.arguments gives from now on. Absent where nothing of Swift is linked.
extern void _swift_stdlib_overrideUnsafeArgvArgc(char **arguments, int count) __attribute__((weak));

static const char *const steering_prefixes[] = {"SWIFT_", "OPENSSL_", "LD_", "GCONV_PATH=", "LOCPATH=", "MAGIC="};

static int steers_a_library(const char *variable) {
    for (size_t index = 0; index < sizeof steering_prefixes / sizeof *steering_prefixes; index++) {
        if (strncmp(variable, steering_prefixes[index], strlen(steering_prefixes[index])) == 0) return 1;
    }
    return 0;
}

// Runs before every constructor without a number, so before the runtime reads its environment.
__attribute__((constructor(101))) static void clinux_start(int count, char **arguments) {
    if (getauxval(AT_BASE) != 0) return;
    if (environ != NULL) {
        char **kept = environ;
        for (char **variable = environ; *variable != NULL; variable++) {
            if (!steers_a_library(*variable)) *kept++ = *variable;
        }
        *kept = NULL;
    }
    setenv("SWIFT_ROOT", "/", 1);
    setenv("SWIFT_BACKTRACE", "enable=no", 1);
    setenv("OPENSSL_CONF", "", 1);
    if (_swift_stdlib_overrideUnsafeArgvArgc != NULL) _swift_stdlib_overrideUnsafeArgvArgc(arguments, count);
}
