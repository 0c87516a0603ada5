// Holds the wall against the vendors themselves: their SDKs must read what it sends, and it refuses
// what they refuse. So it cannot drift into a language of its own. What our dialects send is held
// against their types in sent.test.mjs.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';

import { faultNames } from './play.mjs';
import { startWall } from './wall.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const text = 'Adds two ints: „größe“ 🙂\n```c\na + b\n```';
const quiet = { logLevel: 'off', maxRetries: 0, apiKey: 'test-key' };

let wall, anthropic, openai;
before(async () => {
  wall = await startWall();
  anthropic = new Anthropic({ ...quiet, baseURL: `${wall.url}/anthropic` });
  openai = new OpenAI({ ...quiet, baseURL: `${wall.url}/openai/v1` });
});
beforeEach(() => wall.reset());
after(() => wall.close());

const question = { model: 'wall-1', messages: [{ role: 'user', content: 'Explain.' }] };
const toAnthropic = { ...question, max_tokens: 100 };
const toOpenAI = { ...question, stream: true, stream_options: { include_usage: true } };
const toResponses = { model: 'wall-1', input: 'Explain.', store: false };

async function readOpenAI(params = toOpenAI, options = {}) {
  const got = { text: '', refusal: '', usage: undefined, stop: undefined };
  for await (const chunk of await openai.chat.completions.create(params, options)) {
    got.text += chunk.choices[0]?.delta.content ?? '';
    got.refusal += chunk.choices[0]?.delta.refusal ?? '';
    got.stop = chunk.choices[0]?.finish_reason ?? got.stop;
    got.usage = chunk.usage ?? got.usage;
  }
  return got;
}

const readAnthropic = (options) => anthropic.messages.stream(toAnthropic, options).finalMessage();

// What is no delta is read from the closing response; an error event the SDK hands on as it is.
async function readResponses(params = toResponses, options = {}) {
  const got = { text: '', refusal: '', thinking: '', usage: undefined, stop: undefined };
  const stream = await openai.responses.create({ ...params, stream: true }, options);
  for await (const event of stream) {
    if (event.type === 'error') throw new Error(event.message);
    if (event.type === 'response.output_text.delta') got.text += event.delta;
    if (event.type === 'response.refusal.delta') got.refusal += event.delta;
    if (event.type === 'response.reasoning_summary_text.delta') got.thinking += event.delta;
    if (!/^response\.(completed|incomplete|failed)$/.test(event.type)) continue;
    got.usage = event.response.usage;
    got.stop = event.response.incomplete_details?.reason ?? event.response.error?.code ??
      event.response.status;
  }
  return got;
}

// What is held of every dialect of the wall: its SDK, how that reads a stream into {text, refusal,
// stop}, and its words for how an answer ends.
const vendors = {
  anthropic: { sdk: Anthropic,
    read: async (options) => {
      const { content, stop_reason: stop } = await readAnthropic(options);
      return { text: content[0]?.text ?? '', refusal: stop === 'refusal' ? text : '', stop };
    },
    stops: { length: 'max_tokens', filter: 'refusal', refusal: 'refusal', empty: 'end_turn',
      context: 'model_context_window_exceeded' },
    needsSentinel: true },
  openai: { sdk: OpenAI, read: (options) => readOpenAI(undefined, options),
    stops: { length: 'length', filter: 'content_filter', refusal: 'stop', empty: 'stop',
      context: 'model_length' } },
  'openai-responses': { sdk: OpenAI, read: (options) => readResponses(undefined, options),
    stops: { length: 'max_output_tokens', filter: 'content_filter', refusal: 'completed',
      empty: 'completed', context: 'context_length_exceeded' } },
};

describe('the SDKs read the wall', () => {
  test('anthropic, streamed', async () => {
    wall.script('anthropic', { text, thinking: 'Hm.', chunks: 7,
      usage: { input: 7, output: 30, cacheRead: 5400, cacheWrite: 12, reasoning: 5 } });
    const message = await readAnthropic();
    assert.deepEqual(message.content.map((block) => block.text ?? block.thinking), ['Hm.', text]);
    assert.equal(message.stop_reason, 'end_turn');
    assert.deepEqual([message.usage.input_tokens, message.usage.cache_read_input_tokens,
      message.usage.cache_creation_input_tokens, message.usage.output_tokens,
      message.usage.output_tokens_details.thinking_tokens], [7, 5400, 12, 30, 5]);
    const [request] = wall.requests;
    assert.equal(request.dialect, 'anthropic');
    assert.equal(request.headers.authorization, 'Bearer [key]');
    assert.equal(request.body.stream, true);
    assert.ok(request.isOver && !request.closedByClient);
  });

  test('anthropic, whole', async () => {
    wall.script('anthropic', { text, stop: 'length' });
    const message = await anthropic.messages.create(toAnthropic);
    assert.equal(message.content[0].text, text);
    assert.equal(message.stop_reason, 'max_tokens');
    assert.equal(message._request_id, 'req_1');
  });

  test('openai, streamed', async () => {
    wall.script('openai', { text, chunks: ['Adds ', text],
      usage: { input: 36, output: 9, cacheRead: 64 } });
    const got = await readOpenAI();
    assert.equal(got.text, `Adds ${text}`);
    assert.equal(got.stop, 'stop');
    assert.equal(got.usage.prompt_tokens, 100);
    assert.equal(got.usage.prompt_tokens_details.cached_tokens, 64);
  });

  test('openai, streamed by the helper', async () => {
    wall.script('openai', { text });
    const done = await openai.chat.completions.stream(toOpenAI).finalChatCompletion();
    assert.equal(done.choices[0].message.content, text);
    assert.equal(done.usage.completion_tokens, 12);
  });

  test('openai, whole and refused', async () => {
    wall.script('openai', { text }, { stop: 'refusal' });
    const done = await openai.chat.completions.create(question);
    assert.equal(done.choices[0].message.content, text);
    const refused = await openai.chat.completions.create(question);
    assert.match(refused.choices[0].message.refusal, /declines/);
  });

  test('openai-responses, streamed', async () => {
    wall.script('openai-responses', { text, thinking: 'Hm.', chunks: 7,
      usage: { input: 36, output: 30, cacheRead: 64, cacheWrite: 8, reasoning: 5 } });
    const got = await readResponses();
    assert.deepEqual([got.text, got.thinking, got.stop], [text, 'Hm.', 'completed']);
    assert.deepEqual(got.usage, { input_tokens: 108, output_tokens: 30, total_tokens: 138,
      input_tokens_details: { cached_tokens: 64, cache_write_tokens: 8 },
      output_tokens_details: { reasoning_tokens: 5 } });
    const [request] = wall.requests;
    assert.deepEqual([request.dialect, request.path], ['openai-responses', '/openai/v1/responses']);
  });

  // The helper builds the response up from the events and complains about a part out of order;
  // it must come to what the closing event holds.
  test('openai-responses, streamed by the helper', async () => {
    for (const reply of [{ text, thinking: 'Hm.' }, { text, stop: 'refusal' },
      { text, stop: 'length' }]) {
      wall.script('openai-responses', reply);
      const stream = openai.responses.stream(toResponses);
      let closing;
      for await (const event of stream) closing = event;
      const done = await stream.finalResponse();
      assert.deepEqual(done.output.map(({ id, status }) => [id, status]),
        closing.response.output.map(({ id, status }) => [id, status]));
      assert.equal(done.output_text, reply.stop === 'refusal' ? '' : text);
      assert.equal(done.usage.output_tokens, 12);
    }
  });

  test('openai-responses, whole and refused', async () => {
    wall.script('openai-responses', { text }, { stop: 'refusal' });
    assert.equal((await openai.responses.create(toResponses)).output_text, text);
    const refused = await openai.responses.create(toResponses);
    assert.match(refused.output[0].content[0].refusal, /declines/);
  });

  test('models', async () => {
    assert.equal((await openai.models.list()).data[0].id, 'wall-1');
    assert.equal((await anthropic.models.list()).data[0].id, 'wall-1');
  });

  for (const [status, name] of [[400, 'BadRequestError'], [401, 'AuthenticationError'],
    [403, 'PermissionDeniedError'], [404, 'NotFoundError'], [429, 'RateLimitError'],
    [500, 'InternalServerError'], [529, 'InternalServerError']])
    test(`status ${status} is ${name}`, async () => {
      for (const [dialect, { sdk, read }] of Object.entries(vendors)) {
        wall.script(dialect, { status, headers: { 'retry-after': '2' } });
        await assert.rejects(read(), (error) => {
          assert.ok(error instanceof sdk[name], `${dialect}: ${error.constructor.name}`);
          assert.equal(error.headers.get('retry-after'), '2');
          assert.match(error.message, /The wall says/);
          assert.equal(error.requestID?.startsWith('req_'), true);
          return true;
        });
      }
    });

  test('an SDK retries as the wall tells it', async () => {
    wall.script('anthropic', { status: 429, headers: { 'retry-after-ms': '1' } }, { text });
    assert.equal((await readAnthropic({ maxRetries: 1 })).content[0].text, text);
    assert.equal(wall.requests.length, 2);
  });
});

describe('faults', () => {
  const timeout = { timeout: 400 };

  for (const [dialect, { read, stops, needsSentinel }] of Object.entries(vendors)) {
    for (const fault of ['split', 'bytewise', 'crlf', 'comments', 'gzip'])
      test(`${fault}, ${dialect}: nothing is lost`, async () => {
        wall.script(dialect, { text, fault });
        assert.equal((await read()).text, text);
      });

    for (const [fault, stop] of Object.entries(stops))
      test(`${fault}, ${dialect}: said as the vendor says it`, async () => {
        wall.script(dialect, { text, fault });
        const got = await read();
        assert.equal(got.stop, stop);
        assert.equal(got.refusal, stop === 'refusal' || fault === 'refusal' ? text : '');
      });

    for (const fault of ['reset', 'close', 'reset_mid', 'drop', 'error_event', 'malformed',
      'context_length', 'redirect'])
      test(`${fault}, ${dialect}: an error for the SDK`, async () => {
        wall.script(dialect, { text, fault });
        await assert.rejects(read(timeout));
        assert.equal(wall.requests[0].fault, fault);
      });

    test(`no_sentinel, ${dialect}: ${needsSentinel ? 'an error' : 'whole'}`, async () => {
      wall.script(dialect, { text, fault: 'no_sentinel' });
      if (needsSentinel) await assert.rejects(read(), /stream ended/);
      else assert.equal((await read()).text, text);
    });
  }

  for (const dialect of ['openai', 'openai-responses'])
    test(`cut, ${dialect}: a success for the SDK, which is why we look`, async () => {
      wall.script(dialect, { text, fault: 'cut' });
      const got = await vendors[dialect].read();
      assert.ok(text.startsWith(got.text) && got.text.length < text.length);
      assert.equal(got.stop, undefined);
    });

  for (const fault of ['silent', 'stall', 'stall_comments', 'slow_headers', 'slow_first_token',
    'no_sentinel_open', 'flood'])
    test(`${fault}: the wall sees the client go`, async () => {
      wall.script('openai', { text, fault });
      const controller = new AbortController();
      const asked = readOpenAI(toOpenAI, { signal: controller.signal }).catch(() => {});
      await wall.waitFor((r) => r.fault === fault);
      setTimeout(() => controller.abort(), 100);
      const entry = await wall.waitFor((r) => r.closedByClient);
      assert.equal(entry.fault, fault);
      await asked;
    });

  const fetchRaw = async (fault) => {
    wall.script('openai', { text, fault });
    const response = await fetch(`${wall.url}/openai/v1/chat/completions`, { method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer k' },
      body: JSON.stringify(toOpenAI), redirect: 'manual' });
    return [response.status, await response.text()];
  };

  test('bodies that are no streams', async () => {
    assert.deepEqual(await fetchRaw('nothing'), [200, '']);
    assert.match((await fetchRaw('html'))[1], /<title>Sign in/);
    assert.match((await fetchRaw('json'))[1], /"object":"chat.completion"/);
    assert.match((await fetchRaw('json_error'))[1], /^{"error":/);
    assert.equal((await fetchRaw('redirect'))[0], 302);
    assert.ok((await fetchRaw('huge_line'))[1].length > 10 << 20);
    assert.equal((await fetchRaw('gzip_bomb'))[1].length, 100 << 20);
  });

  test('an unknown fault is said', async () => {
    const [status, body] = await fetchRaw('nonesuch');
    assert.equal(status, 500);
    assert.match(body, /knows no fault \\?"nonesuch/);
    assert.ok(faultNames.length > 30);
  });
});

describe('the wall refuses what the vendors refuse', () => {
  const post = async (path, headers, body) => {
    const response = await fetch(wall.url + path, { method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body) });
    return [response.status, (await response.json()).error.message];
  };
  const keyed = { 'x-api-key': 'k', 'anthropic-version': '2023-06-01' };
  const messages = '/anthropic/v1/messages';
  const chat = '/openai/v1/chat/completions';
  const responses = '/openai/v1/responses';
  const bearer = { authorization: 'Bearer k' };
  const prefill = [{ role: 'user', content: 'a' }, { role: 'assistant', content: 'b' }];
  const format = (schema) =>
    ({ type: 'json_schema', json_schema: { name: 'x', strict: true, schema } });
  const formatted = (fields) => ({ ...toResponses,
    text: { format: { type: 'json_schema', name: 'x', strict: true, ...fields } } });
  const open = { type: 'object', properties: { a: { type: 'string' } } };

  for (const [path, headers, body, status, message] of [
    [messages, {}, toAnthropic, 401, /x-api-key/],
    [messages, { 'x-api-key': 'k' }, toAnthropic, 400, /anthropic-version/],
    [messages, keyed, '{', 400, /not valid JSON/],
    [messages, keyed, question, 400, /max_tokens: Field required/],
    [messages, keyed, { ...toAnthropic, temperature: 0 }, 400, /temperature/],
    [messages, keyed, { ...toAnthropic, max_completion_tokens: 1 }, 400, /Extra inputs/],
    [messages, keyed, { ...toAnthropic, messages: prefill }, 400, /prefill/],
    [messages, keyed, { ...toAnthropic, messages: [{ role: 'tool', content: 'a' }] }, 400, /role/],
    [messages, keyed, { ...toAnthropic, system: '' }, 400, /non-empty/],
    [messages, keyed,
      { ...toAnthropic, output_config: { format: { type: 'json_schema', schema: open } } }, 400,
      /additionalProperties/],
    ['/anthropic/v1/v1/messages', keyed, toAnthropic, 404, /Not found/],
    [chat, {}, toOpenAI, 401, /API key/],
    [chat, bearer, { ...toOpenAI, system: 'a' }, 400, /Unknown parameter: 'system'/],
    [chat, bearer, { ...question, stream_options: {} }, 400, /stream_options/],
    [chat, bearer, { ...toOpenAI, max_tokens: 1, max_completion_tokens: 1 }, 400, /same time/],
    [chat, bearer, { ...toOpenAI, messages: [] }, 400, /empty array/],
    [chat, bearer, { ...toOpenAI, response_format: format(open) }, 400, /additionalProperties/],
    [chat, bearer,
      { ...toOpenAI, response_format: format({ ...open, additionalProperties: false }) }, 400,
      /Missing 'a'/],
    [responses, {}, toResponses, 401, /API key/],
    [responses, bearer, { input: 'a' }, 400, /Missing required parameter: 'model'/],
    [responses, bearer, { model: 'wall-1' }, 400, /Missing required parameter: 'input'/],
    [responses, bearer, { ...toResponses, input: [] }, 400, /empty array/],
    [responses, bearer, { ...toResponses, input: [{ role: 'tool', content: 'a' }] }, 400,
      /Invalid value: 'tool'/],
    [responses, bearer, { ...toResponses, input: [{ role: 'assistant',
      content: [{ type: 'input_text', text: 'a' }] }] }, 400, /'output_text', 'refusal'/],
    [responses, bearer, { ...toResponses, input: [{ role: 'user', content: 'a', name: 'b' }] }, 400,
      /Unknown parameter: 'input\[0\]\.name'/],
    [responses, bearer, { ...toResponses, messages: [] }, 400, /moved to 'input'/],
    [responses, bearer, { ...toResponses, response_format: {} }, 400, /moved to 'text\.format'/],
    [responses, bearer, { ...toResponses, max_tokens: 99 }, 400, /moved to 'max_output_tokens'/],
    [responses, bearer, { ...toResponses, system: 'a' }, 400, /Unknown parameter: 'system'/],
    [responses, bearer, { ...toResponses, max_output_tokens: 15 }, 400, />= 16, but got 15/],
    [responses, bearer, { ...toResponses, temperature: 2.5 }, 400, /between 0 and 2/],
    [responses, bearer, { ...toResponses, store: 'no' }, 400, /'store': expected a boolean/],
    [responses, bearer, { ...toResponses, stream_options: {} }, 400, /stream_options/],
    [responses, bearer, { ...toResponses, reasoning: { effort: 'hard' } }, 400,
      /Invalid value: 'hard'/],
    [responses, bearer, { ...toResponses, reasoning: { effort: 'low', depth: 1 } }, 400,
      /'reasoning\.depth'/],
    [responses, bearer, { ...toResponses, prompt_cache_key: 'k'.repeat(65) }, 400, /too long/],
    [responses, bearer, formatted({ name: undefined, schema: open }), 400, /text\.format\.name/],
    [responses, bearer, formatted({ schema: open }), 400, /additionalProperties/],
    [responses, bearer, formatted({ schema: { ...open, additionalProperties: false } }), 400,
      /Missing 'a'/],
    [responses, bearer, formatted({ json_schema: {} }), 400, /'text\.format\.json_schema'/],
    ['/openai/v1/v1/responses', bearer, toResponses, 404, /Not found/],
  ])
    test(`${path} ${message}`, async () => {
      const [got, said] = await post(path, headers, body);
      assert.equal(got, status);
      assert.match(said, message);
      assert.match(wall.requests.at(-1).refused, message);
    });

  test('options: one key, no key, the vendor itself', async () => {
    const strict = await startWall({ key: 'right', isVendor: true });
    const client = (apiKey) => new OpenAI({ ...quiet, apiKey, baseURL: `${strict.url}/openai/v1` });
    await assert.rejects(client('wrong').chat.completions.create(question),
      OpenAI.AuthenticationError);
    await assert.rejects(client('right').chat.completions.create({ ...question, max_tokens: 5 }),
      /max_completion_tokens/);
    await client('right').chat.completions.create({ ...question, max_completion_tokens: 5 });
    await assert.rejects(client('right').responses.create({ ...toResponses, temperature: 0 }),
      /temperature/);
    await client('right').responses.create({ ...toResponses, max_output_tokens: 16 });
    await strict.close();
    const local = await startWall({ needsKey: false });
    const response = await fetch(`${local.url}/openai/v1/models`);
    assert.equal(response.status, 200);
    await local.close();
  });
});

describe('scripts', () => {
  test('queues, repeats, conditions and functions', async () => {
    const ask = async (content) => (await openai.chat.completions.create(
      { model: 'wall-1', messages: [{ role: 'user', content }] })).choices[0].message.content;
    wall.script('openai', { text: 'b', when: { contains: '"B"\n' } }, { text: 'a', times: 2 });
    assert.deepEqual([await ask('x'), await ask('say "B"\n'), await ask('x')], ['a', 'b', 'a']);
    assert.match(await ask('x'), /The wall says hello/);
    wall.script('openai', { text: 'c', times: 'forever' });
    assert.deepEqual([await ask('x'), await ask('x'), await ask('x')], ['c', 'c', 'c']);
    wall.script('openai', (body) => ({ text: body.messages[0].content.toUpperCase() }));
    assert.equal(await ask('loud'), 'LOUD');
  });

  test('a queue is of one dialect, also where two share a base', async () => {
    wall.script('openai-responses', { text: 'b', when: { contains: 'B' } }, { text: 'a' });
    wall.script('openai', { text: 'c' });
    const ask = async (input) =>
      (await openai.responses.create({ ...toResponses, input })).output_text;
    assert.deepEqual([await ask('A'), await ask('B')], ['a', 'b']);
    assert.equal((await readOpenAI()).text, 'c');
    assert.throws(() => wall.script('telnet', {}), /speaks anthropic, openai, .*; not telnet/);
  });

  test('the command line: a script, the log, control, an end with stdin', async () => {
    const folder = join(root, 'build', 'wall');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'script.json'), JSON.stringify({ openai: [{ text: 'scripted' }],
      options: { needsKey: false } }));
    const child = spawn(process.execPath,
      [join(here, 'wall.mjs'), '--script', join(folder, 'script.json')]);
    let output = '';
    const exited = new Promise((resolve) => child.on('exit', resolve));
    await new Promise((resolve) => child.stdout.on('data', (bytes) => {
      output += bytes;
      if (output.includes('\n')) resolve();
    }));
    const url = output.split('\n')[0];
    await fetch(`${url}/wall/script`,
      { method: 'POST', body: JSON.stringify({ openai: [{ text: 'more' }] }) });
    const local = new OpenAI({ ...quiet, baseURL: `${url}/openai/v1` });
    for (const expected of ['scripted', 'more']) {
      const done = await local.chat.completions.create(question);
      assert.equal(done.choices[0].message.content, expected);
    }
    assert.equal((await (await fetch(`${url}/wall/requests`)).json()).length, 2);
    child.stdin.end();
    assert.equal(await exited, 0);
    const events = output.trim().split('\n').slice(1).map((line) => JSON.parse(line).event);
    assert.deepEqual(events, ['request', 'end', 'request', 'end']);
  });

  test('a lifetime ends it', async () => {
    const brief = await startWall({ lifetimeMs: 50 });
    await new Promise((resolve) => brief.server.on('close', resolve));
    await assert.rejects(fetch(`${brief.url}/openai/v1/models`));
  });
});
