// Whole answers as providers stream them, for `~ anthropic`, `~ openai` (its chat)
// and `~ responses`: 10 tokens in, 20 out.
#pragma once

#include "base/buffer.h"

void script_stream_anthropic(struct slice text, struct buffer *stream);
void script_stream_openai(struct slice text, struct buffer *stream);
void script_stream_responses(struct slice text, struct buffer *stream);
