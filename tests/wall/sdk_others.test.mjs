// Holds the wall against Google's and Ollama's SDKs, as sdk.test.mjs does with the two vendors
// whose errors are classes: they must read what it sends, and it refuses what they refuse.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';

import { GoogleGenAI } from '@google/genai';
import { Ollama } from 'ollama';

import { startWall } from './wall.mjs';

const text = 'Adds two ints: „größe“ 🙂\n```c\na + b\n```';
let wall, google, ollama;
before(async () => {
  wall = await startWall();
  google = new GoogleGenAI({ apiKey: 'test-key', httpOptions: { baseUrl: `${wall.url}/gemini` } });
  ollama = new Ollama({ host: `${wall.url}/ollama` });
});
beforeEach(() => wall.reset());
after(() => wall.close());

const toGoogle = { model: 'wall-1', contents: 'Explain.' };
const toOllama = { model: 'wall-1', messages: [{ role: 'user', content: 'Explain.' }] };

// How each SDK reads a stream into {text, thinking, stop, usage}, its words for how an answer ends,
// the status of an error, and the faults that it lets pass: whether the text is whole then.
const vendors = {
  gemini: {
    async read() {
      const got = { text: '', thinking: '', stop: undefined };
      for await (const chunk of await google.models.generateContentStream(toGoogle)) {
        for (const part of chunk.candidates?.[0].content?.parts ?? [])
          got[part.thought ? 'thinking' : 'text'] += part.text;
        got.stop = chunk.candidates?.[0].finishReason ?? got.stop;
        const { promptTokenCount: input, cachedContentTokenCount: cached = 0,
          candidatesTokenCount: output, thoughtsTokenCount: thoughts = 0 } = chunk.usageMetadata;
        got.usage = [input - cached, cached, output + thoughts, thoughts];
      }
      return got;
    },
    stops: { length: 'MAX_TOKENS', filter: 'SAFETY', refusal: 'PROHIBITED_CONTENT', empty: 'STOP' },
    usage: [7, 5400, 30, 5],
    statusOf: ({ status }) => status,
    passes: { cut: false }, // what has no end is taken for whole without a word
  },
  ollama: {
    async read() {
      const got = { text: '', thinking: '', stop: undefined };
      for await (const line of await ollama.chat({ ...toOllama, stream: true })) {
        got.text += line.message.content;
        got.thinking += line.message.thinking ?? '';
        if (line.done) Object.assign(got, { stop: line.done_reason,
          usage: [line.prompt_eval_count, 0, line.eval_count, 0] });
      }
      return got;
    },
    stops: { length: 'length', empty: 'stop' },
    usage: [5407, 0, 30, 0], // it counts the prompt as one, and thoughts with the answer
    statusOf: ({ status_code: status }) => status,
    passes: { malformed: true }, // a line that cannot be read is skipped
  },
};

for (const [dialect, { read, stops, usage, statusOf, passes }] of Object.entries(vendors))
  describe(dialect, () => {
    test('streamed', async () => {
      wall.script(dialect, { text, thinking: 'Hm.', chunks: 7,
        usage: { input: 7, output: 30, cacheRead: 5400, reasoning: 5 } });
      const got = await read();
      assert.deepEqual([got.text, got.thinking, got.usage], [text, 'Hm.', usage]);
      assert.equal(got.stop.toLowerCase(), 'stop');
      assert.equal(wall.requests[0].dialect, dialect);
    });

    for (const fault of ['split', 'bytewise', 'crlf', 'gzip', 'no_sentinel'])
      test(`${fault}: nothing is lost`, async () => {
        wall.script(dialect, { text, fault });
        assert.equal((await read()).text, text);
      });

    for (const [fault, stop] of Object.entries(stops))
      test(`${fault}: said as the vendor says it`, async () => {
        wall.script(dialect, { text, fault });
        assert.equal((await read()).stop, stop);
      });

    for (const fault of ['reset', 'close', 'reset_mid', 'drop', 'error_event', 'malformed', 'cut',
      'context_length'])
      test(`${fault}: ${fault in passes ? 'nothing' : 'an error'} for the SDK`, async () => {
        wall.script(dialect, { text, fault });
        if (fault in passes) assert.equal((await read()).text === text, passes[fault]);
        else await assert.rejects(read());
      });

    for (const status of [400, 401, 404, 429, 500, 503])
      test(`status ${status}`, async () => {
        wall.script(dialect, { status });
        await assert.rejects(read(), (error) => {
          assert.equal(statusOf(error), status);
          assert.match(error.message, /The wall says/);
          return true;
        });
      });
  });

test('whole answers and models', async () => {
  wall.script('gemini', { text });
  wall.script('ollama', { text });
  assert.equal((await google.models.generateContent(toGoogle)).text, text);
  assert.equal((await ollama.chat(toOllama)).message.content, text);
  assert.equal((await ollama.list()).models[0].name, 'wall-1');
  const models = await google.models.list();
  assert.equal(models.page[0].name, 'models/wall-1');
});

describe('the wall refuses what the vendors refuse', () => {
  const post = async (path, headers, body) => {
    const response = await fetch(wall.url + path, { method: 'POST',
      headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
    const { error } = await response.json();
    return [response.status, error.message ?? error];
  };
  const stream = '/gemini/v1beta/models/wall-1:streamGenerateContent?alt=sse';
  const keyed = { 'x-goog-api-key': 'k' };
  const contents = [{ role: 'user', parts: [{ text: 'a' }] }];
  const config = (generationConfig) => ({ contents, generationConfig });
  const chat = '/ollama/api/chat';

  for (const [path, headers, body, status, message] of [
    [stream, {}, { contents }, 403, /unregistered callers/],
    [stream, keyed, {}, 400, /contents is not specified/],
    [stream, keyed, { contents: [{ role: 'assistant', parts: [{ text: 'a' }] }] }, 400, /role/],
    [stream, keyed, { contents, max_tokens: 1 }, 400, /Unknown name "max_tokens"/],
    [stream, keyed, config({ maxTokens: 1 }), 400, /Unknown name "maxTokens"/],
    [stream, keyed, config({ responseJsonSchema: {} }), 400, /response_mime_type/],
    [stream, keyed, config({ thinkingConfig: { thinkingLevel: 'low' } }), 400, /thinking_level/],
    [stream, keyed, config({ thinkingConfig: { thinkingLevel: 'LOW', thinkingBudget: 1 } }), 400,
      /only one/],
    ['/gemini/v1beta/v1beta/models/x:streamGenerateContent', keyed, { contents }, 404, /Not found/],
    [chat, {}, { messages: [] }, 400, /model is required/],
    [chat, {}, { ...toOllama, max_tokens: 1 }, 400, /no field "max_tokens"/],
    [chat, {}, { ...toOllama, options: { num_ctx: 1.5 } }, 400, /num_ctx/],
    [chat, {}, { ...toOllama, format: 'yaml' }, 400, /invalid format/],
    [chat, {}, { ...toOllama, think: 'hard' }, 400, /invalid think value/],
    [chat, {}, { ...toOllama, messages: [{ role: 'model', content: 'a' }] }, 400, /role/],
  ])
    test(`${path} ${JSON.stringify(body)}`, async () => {
      const [got, said] = await post(path, headers, body);
      assert.equal(got, status);
      assert.match(said, message);
    });
});
