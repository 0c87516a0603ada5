// OpenAI's Responses API as the wall speaks it: what a request must look like, and the events and
// bodies of answers. Field names and orders are the vendor's; its keys and error bodies are those
// of openai.mjs. It knows messages of text only.

import { checkOpenAISchema } from './schema.mjs';

export { errorBody, headers, models, validateHeaders } from './openai.mjs';

const knownFields = new Set([
  'background', 'context_management', 'conversation', 'include', 'input', 'instructions',
  'max_output_tokens', 'metadata', 'model', 'moderation', 'parallel_tool_calls',
  'previous_response_id', 'prompt', 'prompt_cache_key', 'prompt_cache_options',
  'prompt_cache_retention', 'reasoning', 'safety_identifier', 'service_tier', 'store', 'stream',
  'stream_options', 'temperature', 'text', 'tool_choice', 'tools', 'top_logprobs', 'top_p',
  'truncation', 'user',
]);

// What Chat Completions has under another name.
const movedFields = { messages: 'input', response_format: 'text.format',
  max_tokens: 'max_output_tokens', max_completion_tokens: 'max_output_tokens',
  reasoning_effort: 'reasoning.effort', verbosity: 'text.verbosity' };

const efforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'];
const partTypes = { assistant: ['output_text', 'refusal'],
  user: ['input_text'], system: ['input_text'], developer: ['input_text'] };

// How an answer ends: the status, and why it is incomplete.
const endings = {
  complete: ['completed', null], refusal: ['completed', null],
  length: ['incomplete', 'max_output_tokens'], filter: ['incomplete', 'content_filter'],
  context: ['failed', null],
};

export const name = 'openai-responses';

export const contextLengthError = {
  message: 'Your input exceeds the context window of this model. Please adjust your input and ' +
    'try again.', param: 'input', code: 'context_length_exceeded',
};

const refuse = (message, param = null, code = null) =>
  ({ status: 400, error: { message, type: 'invalid_request_error', param, code } });
const unknown = (param) => refuse(`Unknown parameter: '${param}'.`, param, 'unknown_parameter');
const wrongType = (param, wanted) => refuse(
  `Invalid type for '${param}': expected ${wanted}.`, param, 'invalid_type');
const wrongValue = (param, value, wanted) => refuse(
  `Invalid value: '${value}'. Supported values are: '${wanted.join("', '")}'.`, param,
  'invalid_value');

// The first member of `value` that is none of `allowed`, refused; or null.
function checkMembers(value, allowed, where) {
  if (value === null || typeof value !== 'object') return wrongType(where, 'an object');
  const extra = Object.keys(value).find((key) => !allowed.includes(key));
  return extra ? unknown(`${where}.${extra}`) : null;
}

function checkParts(parts, role, where) {
  for (const [at, part] of parts.entries()) {
    if (!partTypes[role].includes(part?.type))
      return wrongValue(`${where}[${at}]`, part?.type, partTypes[role]);
    if (typeof (part.text ?? part.refusal) !== 'string')
      return wrongType(`${where}[${at}].text`, 'a string');
  }
  return null;
}

function checkItem(item, where) {
  const complaint = checkMembers(item, ['type', 'role', 'content', 'phase', 'id', 'status'], where);
  if (complaint) return complaint;
  if ((item.type ?? 'message') !== 'message') return wrongValue(where, item.type, ['message']);
  if (!(item.role in partTypes))
    return wrongValue(`${where}.role`, item.role, Object.keys(partTypes));
  if (typeof item.content === 'string') return null;
  if (!Array.isArray(item.content)) return wrongType(`${where}.content`, 'a string or an array');
  return checkParts(item.content, item.role, `${where}.content`);
}

function checkInput(input) {
  if (input === undefined)
    return refuse("Missing required parameter: 'input'.", 'input', 'missing_required_parameter');
  if (typeof input === 'string') return null;
  if (!Array.isArray(input)) return wrongType('input', 'a string or an array');
  if (input.length === 0)
    return refuse("Invalid 'input': empty array. Expected an array with minimum length 1.", 'input',
      'empty_array');
  for (const [at, item] of input.entries()) {
    const complaint = checkItem(item, `input[${at}]`);
    if (complaint) return complaint;
  }
  return null;
}

function checkFormat(format) {
  if (format === undefined) return null;
  if (!['text', 'json_object', 'json_schema'].includes(format?.type))
    return wrongValue('text.format.type', format?.type, ['text', 'json_object', 'json_schema']);
  if (format.type !== 'json_schema') return checkMembers(format, ['type'], 'text.format');
  const complaint = checkMembers(format, ['type', 'name', 'schema', 'strict', 'description'],
    'text.format');
  if (complaint) return complaint;
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(format.name ?? ''))
    return refuse("Missing required parameter: 'text.format.name'.", 'text.format.name',
      'missing_required_parameter');
  if (format.schema?.constructor !== Object)
    return refuse("Missing required parameter: 'text.format.schema'.", 'text.format.schema',
      'missing_required_parameter');
  const said = format.strict ? checkOpenAISchema(format.name, format.schema) : null;
  return said ? refuse(said, 'text.format.schema', 'invalid_json_schema') : null;
}

function checkText(text) {
  if (text === undefined) return null;
  const complaint = checkMembers(text, ['format', 'verbosity'], 'text');
  if (complaint) return complaint;
  const { verbosity = 'medium' } = text;
  if (!['low', 'medium', 'high'].includes(verbosity))
    return wrongValue('text.verbosity', verbosity, ['low', 'medium', 'high']);
  return checkFormat(text.format);
}

function checkReasoning(reasoning) {
  if (reasoning === undefined) return null;
  const complaint = checkMembers(reasoning,
    ['context', 'effort', 'generate_summary', 'mode', 'summary'], 'reasoning');
  if (complaint) return complaint;
  const { effort = 'medium', summary = 'auto' } = reasoning;
  if (!efforts.includes(effort)) return wrongValue('reasoning.effort', effort, efforts);
  if (!['auto', 'concise', 'detailed'].includes(summary))
    return wrongValue('reasoning.summary', summary, ['auto', 'concise', 'detailed']);
  return null;
}

function checkScalars(body) {
  const { max_output_tokens: limit = 16, temperature = 1, prompt_cache_key: key = '',
    instructions = '' } = body;
  if (!Number.isInteger(limit)) return wrongType('max_output_tokens', 'an integer');
  if (limit < 16)
    return refuse("Invalid 'max_output_tokens': integer below minimum value. Expected a value " +
      `>= 16, but got ${limit} instead.`, 'max_output_tokens', 'integer_below_min_value');
  if (typeof temperature !== 'number') return wrongType('temperature', 'a number');
  if (temperature < 0 || temperature > 2)
    return refuse("Invalid 'temperature': it must be between 0 and 2.", 'temperature',
      'decimal_above_max_value');
  if (typeof key !== 'string') return wrongType('prompt_cache_key', 'a string');
  if (key.length > 64)
    return refuse("Invalid 'prompt_cache_key': string too long. Expected a string with maximum " +
      'length 64.', 'prompt_cache_key', 'string_above_max_length');
  if (typeof instructions !== 'string') return wrongType('instructions', 'a string');
  const odd = ['stream', 'store', 'background', 'parallel_tool_calls'].find(
    (field) => field in body && typeof body[field] !== 'boolean');
  return odd ? wrongType(odd, 'a boolean') : null;
}

// `isVendor`: as OpenAI itself, whose newer models take no temperature.
export function validateBody(body, { isVendor }) {
  const moved = Object.keys(body).find((key) => key in movedFields);
  if (moved)
    return refuse(`Unsupported parameter: '${moved}'. In the Responses API, this parameter has ` +
      `moved to '${movedFields[moved]}'. Try again with the new parameter.`, moved,
    'unsupported_parameter');
  const extra = Object.keys(body).find((key) => !knownFields.has(key));
  if (extra) return unknown(extra);
  if (typeof body.model !== 'string' || body.model === '')
    return refuse("Missing required parameter: 'model'.", 'model', 'missing_required_parameter');
  if (isVendor && 'temperature' in body)
    return refuse("Unsupported parameter: 'temperature' is not supported with this model.",
      'temperature', 'unsupported_parameter');
  if (body.stream_options && !body.stream)
    return refuse("The 'stream_options' parameter is only allowed when 'stream' is enabled.",
      'stream_options');
  return checkScalars(body) ?? checkInput(body.input) ?? checkText(body.text) ??
    checkReasoning(body.reasoning);
}

function usageOf(usage) {
  const input = usage.input + usage.cacheRead + usage.cacheWrite;
  return {
    input_tokens: input,
    input_tokens_details: { cache_write_tokens: usage.cacheWrite, cached_tokens: usage.cacheRead },
    output_tokens: usage.output, output_tokens_details: { reasoning_tokens: usage.reasoning },
    total_tokens: input + usage.output,
  };
}

const refusalWords = 'The wall declines this request.';
const endOf = (answer) => endings[answer.stop] ?? [answer.stop, null];

// The items of an answer, as they stand at its end.
function outputOf(answer, refusal) {
  const [status] = endOf(answer);
  const items = [];
  if (answer.thinking)
    items.push({ id: `rs_${answer.id}`, type: 'reasoning',
      summary: [{ type: 'summary_text', text: answer.thinking }] });
  const part = answer.stop === 'refusal' ? { type: 'refusal', refusal }
    : { type: 'output_text', annotations: [], logprobs: [], text: answer.pieces.join('') };
  if (answer.pieces.length > 0)
    items.push({ id: `msg_${answer.id}`, type: 'message', content: [part], role: 'assistant',
      status: status === 'completed' ? status : 'incomplete', phase: 'final_answer' });
  return items;
}

function response(answer, request, status, fields = {}) {
  return {
    id: `resp_${answer.id}`, object: 'response', created_at: 1790000000, status,
    background: false, completed_at: null, error: null, incomplete_details: null,
    instructions: request.instructions ?? null,
    max_output_tokens: request.max_output_tokens ?? null, model: request.model, output: [],
    parallel_tool_calls: true, previous_response_id: null,
    prompt_cache_key: request.prompt_cache_key ?? null,
    reasoning: { effort: request.reasoning?.effort ?? null, summary: null },
    service_tier: 'default', store: request.store ?? true,
    temperature: request.temperature ?? 1, text: { format: { type: 'text' }, verbosity: 'medium' },
    tool_choice: 'auto', tools: [], top_logprobs: 0, top_p: 1, truncation: 'disabled',
    usage: null, metadata: {}, ...fields,
  };
}

function ended(answer, request, refusal) {
  const [status, reason] = endOf(answer);
  return response(answer, request, status, {
    ...(status === 'completed' ? { completed_at: 1790000002 } : {}),
    ...(status === 'failed' ? { error: { code: contextLengthError.code,
      message: contextLengthError.message } } : {}),
    incomplete_details: reason ? { reason } : null, output: outputOf(answer, refusal),
    usage: usageOf(answer.usage),
  });
}

export const body = (answer, request) => ended(answer, request, refusalWords);

function* thoughts(item, output_index) {
  const at = { item_id: item.id, output_index, summary_index: 0 };
  const [part] = item.summary;
  yield ['output_item.added', { output_index, item: { ...item, summary: [] } }];
  yield ['reasoning_summary_part.added', { ...at, part: { ...part, text: '' } }];
  yield ['reasoning_summary_text.delta', { ...at, delta: part.text }];
  yield ['reasoning_summary_text.done', { ...at, text: part.text }];
  yield ['reasoning_summary_part.done', { ...at, part }];
  yield ['output_item.done', { output_index, item }];
}

function* message(item, output_index, pieces) {
  const at = { item_id: item.id, output_index, content_index: 0 };
  const [part] = item.content;
  const isRefusal = part.type === 'refusal';
  const kind = isRefusal ? 'refusal' : 'output_text';
  const more = isRefusal ? {} : { logprobs: [] };
  const field = isRefusal ? 'refusal' : 'text';
  yield ['output_item.added',
    { output_index, item: { ...item, content: [], status: 'in_progress' } }];
  yield ['content_part.added', { ...at, part: { ...part, [field]: '' } }];
  for (const delta of pieces) yield [`${kind}.delta`, { ...at, delta, ...more }];
  yield [`${kind}.done`, { ...at, [field]: part[field], ...more }];
  yield ['content_part.done', { ...at, part }];
  yield ['output_item.done', { output_index, item }];
}

// Type and fields of each event, in order.
function* steps(answer, request) {
  const refusal = answer.pieces.join('');
  yield ['created', { response: response(answer, request, 'in_progress') }];
  yield ['in_progress', { response: response(answer, request, 'in_progress') }];
  for (const [index, item] of outputOf(answer, refusal).entries())
    yield* item.type === 'reasoning' ? thoughts(item, index)
      : message(item, index, answer.pieces);
  yield [endOf(answer)[0], { response: ended(answer, request, refusal) }];
}

const event = (type, fields, sequence_number) =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...fields, sequence_number })}\n\n`;

// The whole stream, one string an event; there is no sentinel behind the closing.
export function* events(answer, request) {
  let count = 0;
  for (const [type, fields] of steps(answer, request))
    yield event(`response.${type}`, fields, count++);
}

export const sentinelCount = 0;

// How many events at the end belong to the closing: the ends of the text, of its part and of its
// message, and of the response, without which an answer is not whole.
export const closingCount = () => 4;

export const errorEvent = event('error', { code: 'server_error', param: null,
  message: 'The server had an error while processing your request. Sorry about that!' }, 99);
export const malformedEvent = 'event: response.output_text.delta\n' +
  'data: {"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"te\n\n';
export const textEvent = (delta) => event('response.output_text.delta',
  { item_id: 'msg_1', output_index: 0, content_index: 0, delta, logprobs: [] }, 99);
