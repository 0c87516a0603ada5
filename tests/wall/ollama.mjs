// Ollama's own API as the wall speaks it: what a request must look like, and the lines and bodies
// of answers. Field names are the vendor's. A line is a JSON object, and no event stream.

const knownFields = new Set(['model', 'messages', 'stream', 'format', 'options', 'keep_alive',
  'think', 'tools', 'truncate', 'shift', 'logprobs', 'top_logprobs']);
const roles = ['system', 'user', 'assistant', 'tool'];
const wholeNumbers = ['num_ctx', 'num_predict', 'seed', 'top_k', 'num_keep'];
const efforts = ['low', 'medium', 'high', 'max'];

// The vendor knows no others: the rest is said in a word of the wall's own.
const doneReasons = { complete: 'stop', length: 'length' };

export const name = 'ollama';
export const headers = () => ({});
export const contentType = 'application/x-ndjson';

export const errorBody = (status, { message = `The wall says ${status}.` } = {}) =>
  ({ error: message });

export const contextLengthError = {
  message: 'the input length exceeds the context length',
};

const refuse = (message, status = 400) => ({ status, error: { message } });

// A server of one's own has no keys.
export function validateHeaders({ headers: { authorization }, key }) {
  return key && authorization !== `Bearer ${key}` ? refuse('unauthorized', 401) : null;
}

function checkMessages(messages = []) {
  if (!Array.isArray(messages))
    return refuse('json: cannot unmarshal into Go struct field ChatRequest.messages');
  for (const message of messages) {
    if (!roles.includes(message?.role))
      return refuse(`invalid message role: ${message?.role}`);
    if (typeof message.content !== 'string')
      return refuse('json: cannot unmarshal into Go struct field Message.content of type string');
  }
  return null;
}

function checkOptions(options = {}) {
  const odd = wholeNumbers.find((key) => key in options && !Number.isInteger(options[key]));
  if (odd) return refuse(`option "${odd}" must be of type integer`);
  if ('temperature' in options && typeof options.temperature !== 'number')
    return refuse('option "temperature" must be of type float32');
  return null;
}

function checkRest({ format, think, stream }) {
  const isSchema = format === undefined || format === 'json' || format === '' ||
    format?.constructor === Object;
  if (!isSchema) return refuse(`invalid format: ${JSON.stringify(format)}; expected "json" or a ` +
    'valid JSON Schema object');
  if (think !== undefined && typeof think !== 'boolean' && !efforts.includes(think))
    return refuse(`invalid think value: ${JSON.stringify(think)} (must be "high", "medium", ` +
      '"low", "max", true, or false)');
  return stream === undefined || typeof stream === 'boolean' ? null
    : refuse('json: cannot unmarshal into Go struct field ChatRequest.stream of type bool');
}

// The vendor lets pass what it does not know; the wall does not, so that a wrong name is seen.
export function validateBody(body) {
  const extra = Object.keys(body).find((key) => !knownFields.has(key));
  if (extra) return refuse(`The wall knows no field "${extra}".`);
  if (typeof body.model !== 'string' || body.model === '') return refuse('model is required');
  return checkMessages(body.messages) ?? checkOptions(body.options) ?? checkRest(body);
}

const base = { model: 'wall-1', created_at: '2026-11-26T00:00:00.000000Z' };
const said = (fields) => ({ ...base, message: { role: 'assistant', content: '', ...fields },
  done: false });

function ended(answer, content = '') {
  const { input, cacheRead, output } = answer.usage;
  return { ...base, message: { role: 'assistant', content }, done: true,
    done_reason: doneReasons[answer.stop] ?? answer.stop, total_duration: 2_000_000_000,
    load_duration: 1_000_000, prompt_eval_count: input + cacheRead,
    prompt_eval_duration: 500_000_000, eval_count: output, eval_duration: 1_400_000_000 };
}

export function body(answer) {
  const whole = ended(answer, answer.pieces.join(''));
  if (answer.thinking) whole.message.thinking = answer.thinking;
  return whole;
}

const line = (value) => `${JSON.stringify(value)}\n`;

// The whole stream, one string a line; there is no sentinel behind the last one, which says why the
// answer ended.
export function* events(answer) {
  if (answer.thinking) yield line(said({ thinking: answer.thinking }));
  for (const content of answer.pieces) yield line(said({ content }));
  yield line(ended(answer));
}

export const sentinelCount = 0;
export const closingCount = () => 1;
// Ollama streams unless it is told not to.
export const isStream = (_request, { stream = true }) => stream;

export const errorEvent = line({ error: 'an error was encountered while running the model' });
export const malformedEvent = '{"model":"wall-1","message":{"role":"assistant","content":"te\n';
export const keepAlive = '\n';
export const hugeEvent = (text) => `{"message":{"content":"${text}\n`;
export const textEvent = (content) => line(said({ content }));

export const models = { models: [{ name: 'wall-1', model: 'wall-1',
  modified_at: '2026-11-26T00:00:00Z', size: 4_000_000_000, digest: 'f0'.repeat(32),
  details: { format: 'gguf', family: 'wall', families: ['wall'], parameter_size: '8B',
    quantization_level: 'Q4_K_M' } }] };
