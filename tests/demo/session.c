// Login sessions of a small server.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct session {
    char user[32];
    char token[65];
    int failures;
};

static const int failures_max = 5;

// Opens a session for a user whose password was checked; NULL when there is no memory.
struct session *session_open(const char *user, const char *token) {
    struct session *session = malloc(sizeof *session);
    if (!session)
        return NULL;
    strcpy(session->user, user);
    strcpy(session->token, token);
    session->failures = 0;
    return session;
}

int session_may_try(struct session *session, const char *password) {
    if (session->failures >= failures_max) {
        return 0;
    } else {
        if (strlen(password) == 0) {
            session->failures++;
            return 0;
        }
        return 1;
    }
}

void session_log(const struct session *session, const char *note) {
    char line[128];
    sprintf(line, "%s: %s\n", session->user, note);
    fputs(line, stderr);
}
