// Holds the wall and our dialects against the vendors themselves: their SDKs must read what the
// wall sends, and their parameter types must take what our dialects wrote (the captured bodies in
// tests/providers). So neither the wall nor the dialects can drift into a language of their own.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
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

  test('models', async () => {
    assert.equal((await openai.models.list()).data[0].id, 'wall-1');
    assert.equal((await anthropic.models.list()).data[0].id, 'wall-1');
  });

  for (const [status, name] of [[400, 'BadRequestError'], [401, 'AuthenticationError'],
    [403, 'PermissionDeniedError'], [404, 'NotFoundError'], [429, 'RateLimitError'],
    [500, 'InternalServerError'], [529, 'InternalServerError']])
    test(`status ${status} is ${name}`, async () => {
      for (const [dialect, sdk, ask] of [['anthropic', Anthropic, readAnthropic],
        ['openai', OpenAI, readOpenAI]]) {
        wall.script(dialect, { status, headers: { 'retry-after': '2' } });
        await assert.rejects(ask(), (error) => {
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

  for (const fault of ['split', 'bytewise', 'crlf', 'comments', 'gzip'])
    test(`${fault}: nothing is lost`, async () => {
      wall.script('anthropic', { text, fault });
      wall.script('openai', { text, fault });
      assert.equal((await readOpenAI()).text, text);
      assert.equal((await readAnthropic()).content[0].text, text);
    });

  for (const [fault, anthropicStop, openaiStop] of [['length', 'max_tokens', 'length'],
    ['filter', 'refusal', 'content_filter'], ['refusal', 'refusal', 'stop'],
    ['context', 'model_context_window_exceeded', 'model_length'], ['empty', 'end_turn', 'stop']])
    test(`${fault}: said as the vendor says it`, async () => {
      wall.script('anthropic', { text, fault });
      wall.script('openai', { text, fault });
      assert.equal((await readAnthropic()).stop_reason, anthropicStop);
      const got = await readOpenAI();
      assert.equal(got.stop, openaiStop);
      assert.equal(got.refusal, fault === 'refusal' ? text : '');
    });

  for (const fault of ['reset', 'close', 'reset_mid', 'drop', 'error_event', 'malformed',
    'context_length', 'redirect'])
    test(`${fault}: an error for the SDKs`, async () => {
      wall.script('anthropic', { text, fault });
      wall.script('openai', { text, fault });
      await assert.rejects(readAnthropic(timeout));
      await assert.rejects(readOpenAI(undefined, timeout));
      assert.deepEqual(wall.requests.slice(0, 2).map((r) => r.fault), [fault, fault]);
    });

  test('no_sentinel: whole for openai, an error for anthropic', async () => {
    wall.script('anthropic', { text, fault: 'no_sentinel' });
    wall.script('openai', { text, fault: 'no_sentinel' });
    assert.equal((await readOpenAI()).text, text);
    await assert.rejects(readAnthropic(), /stream ended/);
  });

  test('cut: the openai SDK takes it for a success, which is why we look', async () => {
    wall.script('openai', { text, fault: 'cut' });
    const got = await readOpenAI();
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
  const bearer = { authorization: 'Bearer k' };
  const prefill = [{ role: 'user', content: 'a' }, { role: 'assistant', content: 'b' }];
  const format = (schema) =>
    ({ type: 'json_schema', json_schema: { name: 'x', strict: true, schema } });
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

describe('what our dialects send', () => {
  const folder = join(root, 'tests', 'providers');
  const names = readdirSync(folder).filter((name) => name.endsWith('.request.json'));
  const captured = names.map((name) =>
    ({ name, dialect: name.startsWith('anthropic-') ? 'anthropic' : 'openai',
      ...JSON.parse(readFileSync(join(folder, name), 'utf8')) }));
  const types = { anthropic: 'Anthropic.MessageCreateParamsStreaming',
    openai: 'OpenAI.Chat.ChatCompletionCreateParamsStreaming' };

  const good = (dialect) => captured.find((c) => c.dialect === dialect).body;
  const wrong = [
    ['anthropic', { ...good('anthropic'), max_completion_tokens: 1 }],
    ['anthropic', { ...good('anthropic'), max_tokens: '1' }],
    ['anthropic', { ...good('anthropic'),
      output_config: { format: { type: 'json', schema: {} } } }],
    ['openai', { ...good('openai'), stream_options: { usage: true } }],
    ['openai', { ...good('openai'), system: 'x' }],
    ['openai', { ...good('openai'), stream: 'yes' }],
  ].map(([dialect, body]) => ({ dialect, body }));

  // One line a body, written as a literal, so that tsc looks for excess properties too.
  const source = (bodies) => ["import type Anthropic from '@anthropic-ai/sdk';",
    "import type OpenAI from 'openai';", ...bodies.map(({ dialect, body }, at) =>
      `export const body${at}: ${types[dialect]} = ${JSON.stringify(body)};`), ''].join('\n');

  // What tsc says about good.ts and wrong.ts.
  function compile() {
    const place = join(root, 'build', 'wall', 'types');
    rmSync(place, { recursive: true, force: true });
    mkdirSync(place, { recursive: true });
    const modules = join(root, 'tests', 'node_modules');
    writeFileSync(join(place, 'good.ts'), source(captured));
    writeFileSync(join(place, 'wrong.ts'), source(wrong));
    writeFileSync(join(place, 'tsconfig.json'), JSON.stringify({ files: ['good.ts', 'wrong.ts'],
      compilerOptions: { strict: true, noEmit: true, skipLibCheck: true, target: 'es2022',
        module: 'esnext', moduleResolution: 'bundler',
        lib: ['es2022', 'dom', 'dom.asynciterable'],
        types: ['node'], typeRoots: [join(modules, '@types')],
        paths: { '@anthropic-ai/sdk': [join(modules, '@anthropic-ai/sdk', 'index.d.ts')],
          openai: [join(modules, 'openai', 'index.d.ts')] } } }));
    const tsc = spawnSync(process.execPath,
      [join(modules, 'typescript', 'bin', 'tsc'), '-p', place, '--pretty', 'false'],
      { encoding: 'utf8', cwd: place });
    return tsc.stdout + tsc.stderr;
  }

  test("the vendors' types take every captured body, and no wrong one", () => {
    assert.ok(captured.length >= 8);
    const output = compile();
    const firstLine = 3; // behind the imports
    for (const at of wrong.keys())
      assert.match(output, new RegExp(`^wrong\\.ts\\(${at + firstLine},`, 'm'),
        `taken: ${JSON.stringify(wrong[at])}`);
    // Nothing but the complaints about wrong.ts and the lines that explain them.
    const others = output.split('\n').filter((line) => !/^(wrong\.ts\(| |$)/.test(line));
    assert.deepEqual(others, []);
  });

  // As sent, so that a method, a path or a header is seen as well; the SDKs' own bodies were above.
  const sendCaptured = ({ url, method, headers, body }, base) => new Promise((resolve, reject) => {
    const path = new URL(url).pathname;
    const request = http.request(base + path, { method, headers }, (response) => {
      let bytes = '';
      response.setEncoding('utf8').on('data', (part) => { bytes += part; })
        .on('end', () => resolve([response.statusCode, bytes]));
    });
    request.on('error', reject).end(JSON.stringify(body));
  });

  for (const request of captured) {
    const isOdd = /gateway|schema-prompt/.test(request.name); // own authorization, own version
    test(`the wall ${isOdd ? 'refuses' : 'takes'} ${request.name}`, async () => {
      const key = request.dialect === 'anthropic' ? { 'x-api-key': 'k' }
        : { authorization: 'Bearer k' };
      const [status, bytes] = await sendCaptured(
        { ...request, headers: { ...key, ...request.headers } }, `${wall.url}/${request.dialect}`);
      assert.equal(status, isOdd ? (request.dialect === 'anthropic' ? 400 : 401) : 200, bytes);
    });
  }
});
