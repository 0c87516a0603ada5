// Git, as far as a review of changes wants it: whether a file lies in a repository, and what the
// file was at HEAD.
#pragma once

#include "base/host.h"

struct repository_probe;

typedef void repository_on_probe(bool is_found, void *data);
// Looks upward from an absolute path for a `.git`, then along PATH for git; runs nothing. Calls
// back once, unless it is ended before.
struct repository_probe *repository_probe(struct host *host, const char *path,
                                          repository_on_probe *on_probe, void *data);
void repository_probe_end(struct repository_probe *probe); // NULL is allowed

struct repository_head;

// `text` is the file at HEAD, borrowed, and empty where HEAD has no such file; without data: it
// cannot be told, and `message` says why in a sentence.
typedef void repository_on_head(struct slice text, const char *message, void *data);
// Runs git, which reads one object and runs nothing that a repository or a person has configured:
// no hooks, no filters, no pager, no transport. At most GIT_TIMEOUT_MS, and again so long where
// the object is not there. `path` is the real one. What is returned lives until it has called back.
struct repository_head *repository_head(struct host *host, const char *path,
                                        repository_on_head *on_head, void *data);
// Ends git; it calls back soon, with a message.
void repository_head_stop(struct repository_head *head);
