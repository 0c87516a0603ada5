// The part of an answer that is about the scope, where a model answered with more: the class
// around a method, the whole file.
#pragma once

#include "actions/subject.h"

// `code`, or the part of it that takes the scope's place: where all that stands around it stands
// in the file too, or says that it was left out. Borrowed from `code`. Parses, any thread.
struct slice excerpt_of(struct arena *arena, const struct subject *subject, struct slice code);
