// Does nothing, for as long as somebody wants: what the stand-ins of the live tests are made of.
#include <signal.h>
#include <unistd.h>

int main(void) {
    alarm(600);
    for (;;) pause();
}
