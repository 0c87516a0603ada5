// The editor of a session file: makes messages from short steps, keeps documents in step, answers
// the server's requests as an editor would, and writes down what the server says.
#pragma once

#include "runner/script.h"
#include "runner/script_host.h"

struct client;

struct client *client_create(struct script_host *host, const struct script_options *options);
void client_destroy(struct client *client);
// Params of initialize (a captured file), merged over the default ones key by key. False, as for
// the workspace, where it is no JSON.
bool client_set_initialize(struct client *client, struct slice json);
// What workspace/configuration is answered with.
bool client_set_workspace(struct client *client, struct slice json);
// A file of the project; `$[ … $]` or `$0` in it mark the range of actions and are taken out.
void client_set_document(struct client *client, const char *path, struct slice text);
void client_start(struct client *client);
// One step after `>`; NULL, or what is wrong with it.
const char *client_play(struct client *client, struct slice step);
// Writes down what came, answers requests; false when nothing had come.
bool client_take(struct client *client, struct buffer *transcript);
// For faults: cancels all jobs; gives every document that is open an empty line; closes them.
void client_cancel_all(struct client *client);
void client_edit_all(struct client *client, bool is_last);
void client_close_all(struct client *client);
// Edits of the server that came to something else than those of the options did.
size_t client_astray(const struct client *client);
// The session is over: destroyed if it has not ended by itself.
void client_stop(struct client *client);
size_t client_unanswered(const struct client *client);
// How many bytes to hand over at once, of `left` ones.
size_t client_next_chunk(struct client *client, size_t left);
