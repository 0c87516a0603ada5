// Children: git and key commands. Private to io/: the machine reaches it through the host.
//
// A child gets our environment without what may be a key of ours: variables whose names end in
// _API_KEY, and those that the machine has asked for, except the ordinary ones that processes need
// (HOME, PATH, USER, LOGNAME, SHELL, LANG, TERM, TMPDIR, XDG_..., LC_...).
#pragma once

#include "io/loop.h"

// Puts this file's functions into the loop's host.
void process_install(struct loop *loop);
