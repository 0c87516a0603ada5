// From initialize to exit.
#pragma once

struct session;

// What `initialized` starts; once.
void lifecycle_start(struct session *session);
