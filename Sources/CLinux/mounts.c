#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

int clinux_fresh_proc(void) {
    int context = (int)syscall(SYS_fsopen, "proc", FSOPEN_CLOEXEC);
    if (context < 0) return -errno;
    int result = (int)syscall(SYS_fsconfig, context, FSCONFIG_CMD_CREATE, (void *)0, (void *)0, 0);
    if (result < 0) {
        result = -errno;
    } else {
        result = (int)syscall(
            SYS_fsmount, context, FSMOUNT_CLOEXEC, MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC);
        if (result < 0) result = -errno;
    }
    close(context);
    return result;
}

int clinux_bare_mount(const char *path) {
    int result = (int)syscall(SYS_open_tree, AT_FDCWD, path, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
    return result < 0 ? -errno : result;
}
