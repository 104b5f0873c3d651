#include "CLinux.h"
#include <sys/ioctl.h>
#include <unistd.h>

int clinux_terminal_columns(int descriptor) {
    if (!isatty(descriptor)) return 0;
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) < 0 || size.ws_col == 0) return 80;
    return size.ws_col;
}
