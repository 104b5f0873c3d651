// Asks the name services for a user that does not exist, as `ls -l` and `ps` do for every owner that they show.
#include <pwd.h>

int main(void) { return getpwnam("no-such-user-at-all") != 0; }
