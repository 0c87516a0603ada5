// Google's Gemini API as the wall speaks it: what a request must look like, and the chunks and
// bodies of answers. Field names are the vendor's. It knows text, and one candidate.

const knownFields = new Set(['contents', 'systemInstruction', 'generationConfig', 'safetySettings',
  'tools', 'toolConfig', 'cachedContent']);
const configFields = ['maxOutputTokens', 'temperature', 'topP', 'topK', 'stopSequences', 'seed',
  'candidateCount', 'responseMimeType', 'responseSchema', 'responseJsonSchema', 'thinkingConfig'];
const levels = ['MINIMAL', 'LOW', 'MEDIUM', 'HIGH'];

const statusNames = { 400: 'INVALID_ARGUMENT', 401: 'UNAUTHENTICATED', 403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND', 429: 'RESOURCE_EXHAUSTED', 500: 'INTERNAL', 503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED' };

// The vendor has no refusal of the model's own.
const finishReasons = { complete: 'STOP', length: 'MAX_TOKENS', filter: 'SAFETY',
  refusal: 'PROHIBITED_CONTENT', context: 'OTHER' };

export const name = 'gemini';
export const headers = () => ({ 'x-gemini-service-tier': 'standard' });

export function errorBody(status, error = {}) {
  return { error: { code: status, message: `The wall says ${status}.`,
    status: statusNames[status] ?? 'UNKNOWN', ...error } };
}

export const contextLengthError = {
  message: 'The input token count (1200000) exceeds the maximum number of tokens allowed ' +
    '(1048576).',
};

const refuse = (message, status = 400) => ({ status, error: { message } });
const unknown = (name, where) => refuse(
  `Invalid JSON payload received. Unknown name "${name}"${where}: Cannot find field.`);

export function validateHeaders({ headers: { 'x-goog-api-key': given }, key, needsKey }) {
  if (needsKey && !given)
    return refuse("Method doesn't allow unregistered callers (callers without established " +
      'identity). Please use API Key or other form of API consumer identity to call this API.',
    403);
  if (key && given !== key)
    return { status: 400, error: { message: 'API key not valid. Please pass a valid API key.',
      details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID',
        domain: 'googleapis.com' }] } };
  return null;
}

function checkParts(content, where) {
  if (!Array.isArray(content?.parts) || content.parts.length === 0)
    return refuse(`* GenerateContentRequest.${where}.parts: contents.parts must not be empty.`);
  for (const part of content.parts) {
    const extra = Object.keys(part).find((key) => !['text', 'thought'].includes(key));
    if (extra) return unknown(extra, ` at '${where}.parts[0]'`);
    if (typeof part.text !== 'string') return refuse(`Invalid value at '${where}.parts[0].text'.`);
  }
  return null;
}

function checkContents(contents) {
  if (!Array.isArray(contents) || contents.length === 0)
    return refuse('* GenerateContentRequest.contents: contents is not specified');
  for (const [at, content] of contents.entries()) {
    if (!['user', 'model'].includes(content?.role))
      return refuse('Please use a valid role: user, model.');
    const complaint = checkParts(content, `contents[${at}]`);
    if (complaint) return complaint;
  }
  return null;
}

function checkThinking(thinking) {
  if (thinking === undefined) return null;
  const allowed = ['includeThoughts', 'thinkingBudget', 'thinkingLevel'];
  const extra = Object.keys(thinking).find((key) => !allowed.includes(key));
  if (extra) return unknown(extra, " at 'generation_config.thinking_config'");
  const { thinkingBudget: budget, thinkingLevel: level } = thinking;
  if (budget !== undefined && level !== undefined)
    return refuse('You can only set only one of thinking budget and thinking level.');
  if (budget !== undefined && !(Number.isInteger(budget) && budget >= -1))
    return refuse('The thinking budget is invalid. Please choose a value at least -1.');
  if (level !== undefined && !levels.includes(level))
    return refuse("Invalid value at 'generation_config.thinking_config.thinking_level'.");
  return null;
}

function checkConfig(config = {}) {
  const extra = Object.keys(config).find((key) => !configFields.includes(key));
  if (extra) return unknown(extra, " at 'generation_config'");
  const { maxOutputTokens: limit = 1, temperature = 1, responseMimeType: type } = config;
  if (!Number.isInteger(limit) || limit < 1)
    return refuse('max_output_tokens must be positive.');
  if (typeof temperature !== 'number' || temperature < 0 || temperature > 2)
    return refuse('* GenerateContentRequest.generation_config.temperature: temperature must be ' +
      'in the range [0.0, 2.0].');
  if (config.responseJsonSchema !== undefined && type !== 'application/json')
    return refuse('* GenerateContentRequest.generation_config.response_json_schema: ' +
      'response_mime_type must be application/json.');
  if (config.responseJsonSchema !== undefined && config.responseJsonSchema?.constructor !== Object)
    return refuse("Invalid value at 'generation_config.response_json_schema'.");
  return checkThinking(config.thinkingConfig);
}

export function validateBody(body) {
  const extra = Object.keys(body).find((key) => !knownFields.has(key));
  if (extra) return unknown(extra, '');
  return checkContents(body.contents) ?? checkConfig(body.generationConfig) ??
    (body.systemInstruction === undefined ? null
      : checkParts(body.systemInstruction, 'system_instruction'));
}

// The prompt's count includes what came from the cache; thoughts are counted by themselves.
function usageOf({ input, output, cacheRead, reasoning }) {
  return { promptTokenCount: input + cacheRead, candidatesTokenCount: output - reasoning,
    totalTokenCount: input + cacheRead + output,
    ...(cacheRead ? { cachedContentTokenCount: cacheRead } : {}),
    ...(reasoning ? { thoughtsTokenCount: reasoning } : {}) };
}

const chunk = (answer, parts, finishReason) => ({
  candidates: [{ content: { parts, role: 'model' }, ...(finishReason ? { finishReason } : {}),
    index: 0 }],
  usageMetadata: usageOf(answer.usage), modelVersion: 'wall-1', responseId: `r${answer.id}` });

const reasonOf = (answer) => finishReasons[answer.stop] ?? answer.stop;

export function body(answer) {
  const parts = answer.thinking ? [{ text: answer.thinking, thought: true }] : [];
  return chunk(answer, [...parts, { text: answer.pieces.join('') }], reasonOf(answer));
}

const event = (value) => `data: ${JSON.stringify(value)}\n\n`;

// The whole stream, one string an event; there is no sentinel behind the last one, which says why
// the answer ended.
export function* events(answer) {
  if (answer.thinking) yield event(chunk(answer, [{ text: answer.thinking, thought: true }]));
  for (const text of answer.pieces) yield event(chunk(answer, [{ text }]));
  yield event(chunk(answer, [{ text: '' }], reasonOf(answer)));
}

export const sentinelCount = 0;
export const closingCount = () => 1;
// Which of the two is said by the path, and not by the body.
export const isStream = ({ url }) => url.includes(':streamGenerateContent');

export const errorEvent = event(errorBody(503, { message: 'The model is overloaded.' }));
export const malformedEvent = 'data: {"candidates": [{"content": {"parts": [{"text": "te\n\n';
export const textEvent = (text) => event(chunk({ id: 1, usage: { input: 1, output: 1, cacheRead: 0,
  reasoning: 0 } }, [{ text }]));

export const models = { models: [{ name: 'models/wall-1', version: '1', displayName: 'Wall 1',
  inputTokenLimit: 131072, outputTokenLimit: 16384,
  supportedGenerationMethods: ['generateContent'] }] };
