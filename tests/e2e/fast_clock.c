/* Preloaded by keys.test.mjs: time runs fifty times as fast, so that a limit of half a minute can
   be waited for. Both the clock and the waiting have to know. */
#define _GNU_SOURCE
#include <signal.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { TIMES = 50 };

int clock_gettime(clockid_t clock, struct timespec *time) {
    long status = syscall(SYS_clock_gettime, clock, time);
    if (status == 0 && (clock == CLOCK_MONOTONIC || clock == CLOCK_MONOTONIC_COARSE)) {
        long long all = ((long long)time->tv_sec * 1000000000 + time->tv_nsec) * TIMES;
        time->tv_sec = all / 1000000000;
        time->tv_nsec = all % 1000000000;
    }
    return (int)status;
}

int epoll_pwait(int epoll, struct epoll_event *events, int count, int timeout_ms,
                const sigset_t *mask) {
    int wait_ms = timeout_ms > 0 ? (timeout_ms + TIMES - 1) / TIMES : timeout_ms;
    return (int)syscall(SYS_epoll_pwait, epoll, events, count, wait_ms, mask, NSIG / 8);
}

int epoll_wait(int epoll, struct epoll_event *events, int count, int timeout_ms) {
    return epoll_pwait(epoll, events, count, timeout_ms, NULL);
}
