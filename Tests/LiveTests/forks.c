// A storm: processes, threads and sockets that come and go as fast as they can, until the time is over. Usage: forks SECONDS
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t over = 0;
static void finish(int signal) { (void)signal; over = 1; }
static void *nothing(void *argument) { return argument; }

// Children that live for moments, some with a thread, some with a child of their own that outlives them.
static void processes(void) {
    unsigned long made = 0;
    while (!over) {
        pid_t child = fork();
        if (child == 0) {
            if (made % 3 == 0) {
                pthread_t thread;
                if (pthread_create(&thread, NULL, nothing, NULL) == 0) pthread_join(thread, NULL);
            } else if (made % 3 == 1 && fork() == 0) {
                usleep(200);
            }
            _exit(0);
        }
        made++;
        // Most are waited for at once; some are left to be zombies for a while.
        if (made % 8 != 0 && child > 0) waitpid(child, NULL, 0);
        if (made % 64 == 0) while (waitpid(-1, NULL, WNOHANG) > 0) {}
    }
    printf("%lu processes\n", made);
}

// Listeners and connections that live for moments.
static void sockets(void) {
    unsigned long made = 0;
    while (!over) {
        struct sockaddr_in place = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
        socklen_t size = sizeof place;
        int server = socket(AF_INET, SOCK_STREAM, 0), client = socket(AF_INET, SOCK_STREAM, 0), datagram = socket(AF_INET6, SOCK_DGRAM, 0);
        if (bind(server, (struct sockaddr *)&place, size) == 0 && listen(server, 4) == 0 &&
            getsockname(server, (struct sockaddr *)&place, &size) == 0 && connect(client, (struct sockaddr *)&place, size) == 0) {
            int other = accept(server, NULL, NULL);
            close(other);
            made++;
        }
        struct sockaddr_in6 any = { .sin6_family = AF_INET6 };
        (void)!bind(datagram, (struct sockaddr *)&any, sizeof any);
        close(client);
        close(server);
        close(datagram);
    }
    printf("%lu connections\n", made);
}

int main(int count, char **arguments) {
    signal(SIGALRM, finish);
    signal(SIGTERM, finish);
    if (setpriority(PRIO_PROCESS, 0, 10) < 0) return 1;
    if (fork() == 0) {
        alarm(count > 1 ? (unsigned)atoi(arguments[1]) : 60);
        sockets();
        return 0;
    }
    alarm(count > 1 ? (unsigned)atoi(arguments[1]) : 60);
    processes();
    while (wait(NULL) > 0) {}
    return 0;
}
