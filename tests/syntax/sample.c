/*
 * A small job queue with worker threads.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "queue.h"

#define QUEUE_MAX 64
#define MIN(a, b) ((a) < (b) ? (a) : (b))

/* What a job can be. */
enum job_state {
    JOB_WAITING,
    JOB_RUNNING,
    JOB_DONE,
};

struct job {
    int id;
    enum job_state state;
    void (*run)(void *data); // called on a worker

    union {
        long number;
        const char *text;
    } argument;
};

union word {
    unsigned long bits;
    double value;
};

/**
 * Jobs in the order of their arrival.
 *
 * The lock guards all of it.
 */
typedef struct queue {
    struct job *jobs[QUEUE_MAX];
    size_t count;
    pthread_mutex_t lock;
} queue_t;

typedef enum { FIFO, LIFO } order_t;

typedef int (*compare_fn)(const void *a, const void *b);

static int next_id = 1; /* not a doc comment of queue_create */
// Makes an empty queue.
// The caller owns it.
queue_t *queue_create(void) {
    queue_t *queue = calloc(1, sizeof *queue);
    if (!queue)
        return NULL;

    pthread_mutex_init(&queue->lock, NULL);
    return queue;
}

static struct job **last_slot(queue_t *queue)
{
    return &queue->jobs[queue->count - 1];
}

bool queue_push(queue_t *queue, struct job *job) {
    pthread_mutex_lock(&queue->lock);
    bool fits = queue->count < QUEUE_MAX;
    if (fits) {
        job->id = next_id++;
        queue->jobs[queue->count++] = job;
        *last_slot(queue) = job;
    }
    pthread_mutex_unlock(&queue->lock);
    return fits;
}

#ifdef QUEUE_TRACE
static void trace(const queue_t *queue) {
    printf("%zu jobs\n", queue->count);
}
#endif

int (*chosen_order(order_t order))(const void *, const void *) {
    return order == FIFO ? compare_forward : compare_backward;
}

int check_password(const char *given) {
    char copy[32];
    strcpy(copy, given);
    return system(copy);
}

static void test_push(void) {
    queue_t *queue = queue_create();
    struct job job = { .id = 0 };
    assert_true(queue_push(queue, &job));
}

int main(int argc, char **argv) {
    struct local {
        int depth;
    } local = { argc };
    (void)argv;
    return local.depth;
}
