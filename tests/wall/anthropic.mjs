// Anthropic's Messages API as the wall speaks it: what a request must look like, and the events
// and bodies of answers. Field names and orders are the vendor's.

import { checkAnthropicSchema } from './schema.mjs';

const knownFields = new Set([
  'model', 'max_tokens', 'messages', 'system', 'stop_sequences', 'stream', 'tools', 'tool_choice',
  'metadata', 'output_config', 'thinking', 'service_tier', 'cache_control', 'container',
  'inference_geo',
]);

const errorTypes = {
  400: 'invalid_request_error', 401: 'authentication_error', 402: 'billing_error',
  403: 'permission_error', 404: 'not_found_error', 413: 'request_too_large',
  429: 'rate_limit_error', 500: 'api_error', 504: 'timeout_error', 529: 'overloaded_error',
};

const stopReasons = {
  complete: 'end_turn', length: 'max_tokens', refusal: 'refusal', filter: 'refusal',
  context: 'model_context_window_exceeded',
};

// The vendor's SDK sends the newer one since its 1.0; the older one is still taken.
const versions = ['2023-06-01', '2026-10-21'];

export const name = 'anthropic';
export const headers = (id) => ({ 'request-id': `req_${id}` });

export function errorBody(status, error = {}) {
  const type = error.type ?? errorTypes[status] ?? (status >= 500 ? 'api_error' : errorTypes[400]);
  return { type: 'error', error: { type, message: error.message ?? `The wall says ${status}.` },
    request_id: 'req_wall' };
}

export const contextLengthError =
  { message: 'prompt is too long: 210032 tokens > 200000 maximum' };

const refuse = (status, message) => ({ status, error: { message } });

function checkText(text, where) {
  if (typeof text !== 'string') return `${where}: Input should be a valid string`;
  return text === '' ? `${where}: text content blocks must be non-empty` : null;
}

function checkContent(content, where) {
  if (!Array.isArray(content)) return checkText(content, where);
  for (const [at, block] of content.entries()) {
    if (block?.type !== 'text') return `${where}.${at}: the wall knows text blocks only`;
    const complaint = checkText(block.text, `${where}.${at}.text`);
    if (complaint) return complaint;
  }
  return null;
}

function checkMessages(messages) {
  if (messages === undefined) return 'messages: Field required';
  if (!Array.isArray(messages)) return 'messages: Input should be a valid list';
  if (messages.length === 0) return 'messages: at least one message is required';
  for (const [at, message] of messages.entries()) {
    if (!['user', 'assistant'].includes(message?.role))
      return `messages.${at}.role: Input should be 'user' or 'assistant'`;
    const extra = Object.keys(message).find((key) => !['role', 'content'].includes(key));
    if (extra) return `messages.${at}.${extra}: Extra inputs are not permitted`;
    const complaint = checkContent(message.content, `messages.${at}.content`);
    if (complaint) return complaint;
  }
  if (messages.at(-1).role === 'assistant')
    return 'This model does not support assistant message prefill. The conversation must end ' +
      'with a user message.';
  return null;
}

function checkOutputConfig(config) {
  if (config === undefined) return null;
  const extra = Object.keys(config).find((key) => !['effort', 'format'].includes(key));
  if (extra) return `output_config.${extra}: Extra inputs are not permitted`;
  if (config.format === undefined) return null;
  if (config.format.type !== 'json_schema')
    return "output_config.format.type: Input should be 'json_schema'";
  const odd = Object.keys(config.format).find((key) => !['type', 'schema'].includes(key));
  if (odd) return `output_config.format.${odd}: Extra inputs are not permitted`;
  return checkAnthropicSchema(config.format.schema);
}

function checkBody(body) {
  if ('temperature' in body || 'top_p' in body || 'top_k' in body)
    return '`temperature`, `top_p` and `top_k` are not supported for this model.';
  const extra = Object.keys(body).find((key) => !knownFields.has(key));
  if (extra) return `${extra}: Extra inputs are not permitted`;
  if (typeof body.model !== 'string' || body.model === '') return 'model: Field required';
  if (body.max_tokens === undefined) return 'max_tokens: Field required';
  if (!Number.isInteger(body.max_tokens) || body.max_tokens < 1)
    return 'max_tokens: Input should be greater than or equal to 1';
  if ('stream' in body && typeof body.stream !== 'boolean')
    return 'stream: Input should be a valid boolean';
  if ('system' in body) {
    const complaint = checkContent(body.system, 'system');
    if (complaint) return complaint;
  }
  return checkMessages(body.messages) ?? checkOutputConfig(body.output_config);
}

// Each gives null, or {status, error} as the vendor would refuse it. The key stands in x-api-key,
// as the vendor's pages have it, or is a bearer, as the vendor's SDK sends it.
export function validateHeaders({ headers: given, key }) {
  const got = given['x-api-key'] ?? given.authorization?.replace(/^Bearer /, '');
  if (!got) return refuse(401, 'x-api-key header is required');
  if (key && got !== key) return refuse(401, 'invalid x-api-key');
  if (!given['anthropic-version']) return refuse(400, 'anthropic-version: header is required');
  if (!versions.includes(given['anthropic-version']))
    return refuse(400, `anthropic-version: "${given['anthropic-version']}" is not a valid version`);
  return null;
}

export function validateBody(given) {
  const complaint = checkBody(given);
  return complaint ? refuse(400, complaint) : null;
}

function usageOf(usage) {
  return {
    input_tokens: usage.input, cache_creation_input_tokens: usage.cacheWrite,
    cache_read_input_tokens: usage.cacheRead, output_tokens: usage.output,
    service_tier: 'standard',
  };
}

function stopOf(answer) {
  const reason = stopReasons[answer.stop] ?? answer.stop;
  const details = reason === 'refusal'
    ? { type: 'refusal', category: null, explanation: 'The wall declines this request.' } : null;
  return { stop_reason: reason, stop_sequence: null, stop_details: details };
}

function message(answer, model, content, stop, usage) {
  const id = `msg_${answer.id}`;
  return { id, type: 'message', role: 'assistant', model, content, ...stop, usage };
}

export function body(answer, request) {
  const content = [];
  if (answer.thinking)
    content.push({ type: 'thinking', thinking: answer.thinking, signature: 'd2FsbA==' });
  if (answer.pieces.length > 0)
    content.push({ type: 'text', text: answer.pieces.join(''), citations: null });
  return message(answer, request.model, content, stopOf(answer), usageOf(answer.usage));
}

const event = (type, fields = {}) =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;

function* block(index, start, deltas) {
  yield event('content_block_start', { index, content_block: start });
  if (index === 0) yield 'event: ping\ndata: {"type": "ping"}\n\n';
  for (const delta of deltas) yield event('content_block_delta', { index, delta });
  yield event('content_block_stop', { index });
}

// The whole stream, one string an event; the last one is the sentinel.
export function* events(answer, request) {
  const none = { stop_reason: null, stop_sequence: null, stop_details: null };
  const usage = usageOf(answer.usage);
  yield event('message_start',
    { message: message(answer, request.model, [], none, { ...usage, output_tokens: 1 }) });
  let index = 0;
  if (answer.thinking)
    yield* block(index++, { type: 'thinking', thinking: '', signature: '' }, [
      { type: 'thinking_delta', thinking: answer.thinking },
      { type: 'signature_delta', signature: 'd2FsbA==' },
    ]);
  if (answer.pieces.length > 0)
    yield* block(index, { type: 'text', text: '' },
      answer.pieces.map((text) => ({ type: 'text_delta', text })));
  yield event('message_delta', { delta: stopOf(answer), usage: {
    output_tokens: usage.output_tokens,
    ...(answer.usage.reasoning
      ? { output_tokens_details: { thinking_tokens: answer.usage.reasoning } } : {}),
  } });
  yield event('message_stop');
}

// How many events at the end belong to the closing, without which an answer is not whole.
export const closingCount = () => 3;

export const models = { has_more: false, first_id: 'wall-1', last_id: 'wall-1', data: [
  { type: 'model', id: 'wall-1', display_name: 'Wall 1', created_at: '2026-09-01T00:00:00Z' },
] };
export const errorEvent =
  event('error', { error: { type: 'overloaded_error', message: 'Overloaded' } });
export const malformedEvent =
  'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"te\n\n';
export const textEvent = (text) =>
  event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } });
