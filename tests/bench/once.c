/* `once RUNS COMMAND...`: the command again and again, nothing of it shown; for each run its wall and
 * processor milliseconds and its peak of memory in KiB. A large program that starts another lends it its own
 * peak (the system counts from before the exec), hence this small one. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double ms_of(struct timeval t)
{
    return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static void become(char **command)
{
    int nowhere = open("/dev/null", O_RDWR);
    dup2(nowhere, STDIN_FILENO);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    execvp(command[0], command);
    _exit(127);
}

int main(int argc, char **argv)
{
    if (argc < 3) return 2;
    for (int left = atoi(argv[1]); left > 0; left--) {
        int status;
        struct rusage used;
        double start = now_ms();
        pid_t child = fork();
        if (child < 0) return 3;
        if (child == 0) become(argv + 2);
        if (wait4(child, &status, 0, &used) < 0 || status != 0) return 1;
        printf("%.3f %.3f %ld\n", now_ms() - start, ms_of(used.ru_utime) + ms_of(used.ru_stime),
               used.ru_maxrss);
    }
    return 0;
}
