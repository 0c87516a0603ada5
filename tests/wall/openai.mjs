// OpenAI's Chat Completions as the wall speaks them: what a request must look like, and the chunks
// and bodies of answers. Field names and orders are the vendor's.

import { checkOpenAISchema } from './schema.mjs';

const knownFields = new Set([
  'model', 'messages', 'stream', 'stream_options', 'max_completion_tokens', 'max_tokens',
  'reasoning_effort', 'response_format', 'prediction', 'prompt_cache_key', 'stop', 'seed', 'store',
  'metadata', 'temperature', 'top_p', 'n', 'tools', 'tool_choice', 'user', 'verbosity',
  'service_tier', 'safety_identifier', 'presence_penalty', 'frequency_penalty',
]);

const errorKinds = {
  401: { type: 'invalid_request_error', code: 'invalid_api_key' },
  402: { type: 'insufficient_balance', code: null },
  404: { type: 'invalid_request_error', code: 'model_not_found' },
  429: { type: 'requests', code: 'rate_limit_exceeded' },
};

const stopReasons = {
  complete: 'stop', length: 'length', refusal: 'stop', filter: 'content_filter',
  context: 'model_length',
};

export const name = 'openai';
export const headers = (id) => ({ 'x-request-id': `req_${id}` });

export function errorBody(status, error = {}) {
  const kind = errorKinds[status] ??
    { type: status >= 500 ? 'server_error' : 'invalid_request_error', code: null };
  return { error: { message: `The wall says ${status}.`, param: null, ...kind, ...error } };
}

export const contextLengthError = {
  message: "This model's maximum context length is 8192 tokens. However, your messages resulted " +
    'in 9000 tokens. Please reduce the length of the messages.',
  param: 'messages', code: 'context_length_exceeded',
};

const refuse = (message, param = null, code = null, status = 400) =>
  ({ status, error: { message, type: 'invalid_request_error', param, code } });

// Each gives null, or {status, error} as the vendor would refuse it.
export function validateHeaders({ headers: { authorization }, key, needsKey }) {
  if (!needsKey) return null;
  if (!authorization?.startsWith('Bearer ') || authorization === 'Bearer ')
    return refuse("You didn't provide an API key. You need to provide your API key in an " +
      'Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).',
    null, null, 401);
  if (key && authorization !== `Bearer ${key}`)
    return refuse('Incorrect API key provided.', null, 'invalid_api_key', 401);
  return null;
}

function checkMessages(messages) {
  if (messages === undefined)
    return refuse("Missing required parameter: 'messages'.", 'messages',
      'missing_required_parameter');
  if (!Array.isArray(messages) || messages.length === 0)
    return refuse("Invalid 'messages': empty array. Expected an array with minimum length 1.",
      'messages', 'empty_array');
  for (const [at, message] of messages.entries()) {
    if (!['developer', 'system', 'user', 'assistant'].includes(message?.role))
      return refuse(`Invalid value: '${message?.role}'.`, `messages[${at}].role`, 'invalid_value');
    if (typeof message.content !== 'string' && !Array.isArray(message.content))
      return refuse(`Invalid type for 'messages[${at}].content'.`, `messages[${at}].content`,
        'invalid_type');
    const extra = Object.keys(message).find((key) => !['role', 'content', 'name'].includes(key));
    if (extra)
      return refuse(`Unknown parameter: 'messages[${at}].${extra}'.`, `messages[${at}].${extra}`,
        'unknown_parameter');
  }
  return null;
}

function checkFormat(format) {
  if (format === undefined || format.type === 'text' || format.type === 'json_object') return null;
  if (format.type !== 'json_schema')
    return refuse(`Invalid value: '${format.type}'.`, 'response_format.type', 'invalid_value');
  const schema = format.json_schema;
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(schema?.name ?? ''))
    return refuse("Missing required parameter: 'response_format.json_schema.name'.",
      'response_format.json_schema.name', 'missing_required_parameter');
  const extra = Object.keys(schema).find(
    (key) => !['name', 'schema', 'strict', 'description'].includes(key));
  if (extra)
    return refuse(`Unknown parameter: 'response_format.json_schema.${extra}'.`,
      `response_format.json_schema.${extra}`, 'unknown_parameter');
  const complaint = schema.strict ? checkOpenAISchema(schema.name, schema.schema) : null;
  return complaint ? refuse(complaint, 'response_format', null) : null;
}

// `isVendor`: as OpenAI itself, whose newer models refuse max_tokens.
export function validateBody(body, { isVendor }) {
  const extra = Object.keys(body).find((key) => !knownFields.has(key));
  if (extra) return refuse(`Unknown parameter: '${extra}'.`, extra, 'unknown_parameter');
  if (typeof body.model !== 'string' || body.model === '')
    return refuse('you must provide a model parameter');
  if (isVendor && 'max_tokens' in body)
    return refuse("Unsupported parameter: 'max_tokens' is not supported with this model. Use " +
      "'max_completion_tokens' instead.", 'max_tokens', 'unsupported_parameter');
  if ('max_tokens' in body && 'max_completion_tokens' in body)
    return refuse("Setting 'max_tokens' and 'max_completion_tokens' at the same time is not " +
      'supported.');
  const limit = body.max_completion_tokens ?? body.max_tokens ?? 1;
  if (!Number.isInteger(limit) || limit < 1)
    return refuse("Invalid 'max_tokens': integer below minimum value.", 'max_tokens',
      'integer_below_min_value');
  if (body.stream_options && !body.stream)
    return refuse("The 'stream_options' parameter is only allowed when 'stream' is enabled.",
      'stream_options');
  return checkMessages(body.messages) ?? checkFormat(body.response_format);
}

function usageOf(usage) {
  const prompt = usage.input + usage.cacheRead + usage.cacheWrite;
  return {
    prompt_tokens: prompt, completion_tokens: usage.output, total_tokens: prompt + usage.output,
    prompt_tokens_details: { cached_tokens: usage.cacheRead, audio_tokens: 0,
      ...(usage.cacheWrite ? { cache_write_tokens: usage.cacheWrite } : {}) },
    completion_tokens_details: { reasoning_tokens: usage.reasoning, audio_tokens: 0,
      accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
  };
}

const stopOf = (answer) => stopReasons[answer.stop] ?? answer.stop;
const refusal = 'The wall declines this request.';

export function body(answer, request) {
  const isRefused = answer.stop === 'refusal';
  return {
    id: `chatcmpl-${answer.id}`, object: 'chat.completion', created: 1790000000,
    model: request.model,
    choices: [{ index: 0, logprobs: null, finish_reason: stopOf(answer), message: {
      role: 'assistant', content: isRefused ? null : answer.pieces.join(''),
      refusal: isRefused ? refusal : null, annotations: [],
      ...(answer.thinking ? { reasoning_content: answer.thinking } : {}) } }],
    usage: usageOf(answer.usage), service_tier: 'default', system_fingerprint: 'fp_wall',
  };
}

// The whole stream, one string an event; the last one is the sentinel.
export function* events(answer, request) {
  const wantsUsage = Boolean(request.stream_options?.include_usage);
  const chunk = (choices, usage) => `data: ${JSON.stringify({
    id: `chatcmpl-${answer.id}`, object: 'chat.completion.chunk', created: 1790000000,
    model: request.model, service_tier: 'default', system_fingerprint: 'fp_wall', choices,
    ...(wantsUsage ? { usage: usage ?? null } : {}) })}\n\n`;
  const choice = (delta, reason = null) =>
    chunk([{ index: 0, delta, logprobs: null, finish_reason: reason }]);
  yield choice({ role: 'assistant', content: '', refusal: null });
  if (answer.thinking) yield choice({ reasoning_content: answer.thinking });
  for (const text of answer.pieces)
    yield choice(answer.stop === 'refusal' ? { refusal: text } : { content: text });
  yield choice({}, stopOf(answer));
  if (wantsUsage) yield chunk([], usageOf(answer.usage));
  yield 'data: [DONE]\n\n';
}

// How many events at the end belong to the closing, without which an answer is not whole.
export const closingCount = (request) => (request.stream_options?.include_usage ? 3 : 2);

export const models = { object: 'list', data: [
  { id: 'wall-1', object: 'model', created: 1790000000, owned_by: 'wall' },
] };
export const errorEvent = 'data: {"error":{"message":"The server had an error while processing ' +
  'your request. Sorry about that!","type":"server_error","param":null,"code":null}}\n\n';
export const malformedEvent = 'data: {"id":"chatcmpl-x","choices":[{"index":0,"delta":{"con\n\n';
export const textEvent = (content) => `data: ${JSON.stringify({
  id: 'chatcmpl-x', object: 'chat.completion.chunk', created: 1790000000, model: 'wall-1',
  choices: [{ index: 0, delta: { content }, logprobs: null, finish_reason: null }] })}\n\n`;
