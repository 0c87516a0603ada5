// What goes wrong at providers and on the way to them: the next one is asked and the person told,
// nothing hangs, nothing grows without bound, and no key goes where it should not.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { dirname, join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { startWall } from '../wall/wall.mjs';
import { attempts, checkOutcome } from './cli.mjs';
import { Client, until } from './client.mjs';
import { dialects, secondOf, testing } from './dialects.mjs';
import { keys, placeFor } from './place.mjs';

const here = dirname(fileURLToPath(import.meta.url));
let wall;
before(async () => { wall = await startWall({ lifetimeMs: 900_000 }); });
beforeEach(() => wall.reset());
after(() => wall.close());

const source = `int is_large(int count) {
    if (count > 3) {
        return 1;
    } else {
        return 0;
    }
}
`;
const answer = '```c\nint is_large(int count) {\n    return count > 3;\n}\n```\n';
const simpler = 'int is_large(int count) {\n    return count > 3;\n}\n';

async function openC(context, options = {}) {
  const place = placeFor(context, { wall, ...options });
  place.write('size.c', source);
  const client = await Client.open(place, options);
  const uri = client.openFile('size.c', 'c');
  return { place, client, uri, cursor: client.cursorAt(uri, 'count > 3') };
}

const quick = { timeouts: { connect_ms: 5000, first_byte_ms: 1000, first_token_ms: 400,
  idle_ms: 1000 } };
const model = 'tested-model';

describe('the next provider answers', () => {
  const faults = {
    500: { reply: { status: 500 }, outcome: 'http_500' },
    503: { reply: { status: 503 }, outcome: 'http_503' },
    429: { reply: { status: 429, headers: { 'retry-after': '3600' } }, outcome: 'http_429' },
    reset: { reply: { fault: 'reset' }, outcome: 'cut' },
    close: { reply: { fault: 'close' }, outcome: 'cut' },
    reset_mid: { reply: { fault: 'reset_mid' }, outcome: 'cut' },
    cut: { reply: { fault: 'cut' }, outcome: 'cut' },
    drop: { reply: { fault: 'drop' }, outcome: 'cut' },
    silent: { reply: { fault: 'silent' }, outcome: 'first_byte_timeout' },
    slow_first_token: { reply: { fault: 'slow_first_token' }, outcome: 'first_token_timeout' },
    stall: { reply: { fault: 'stall' }, outcome: 'idle_timeout' },
    stall_comments: { reply: { fault: 'stall_comments' }, outcome: 'idle_timeout' },
    empty: { reply: { fault: 'empty' }, outcome: 'empty' },
    nothing: { reply: { fault: 'nothing' }, outcome: 'empty' },
    error_event: { reply: { fault: 'error_event' }, outcome: 'error' },
    length: { reply: { fault: 'length' }, outcome: 'truncated' },
    filter: { reply: { fault: 'filter' }, outcome: 'filtered' },
    refusal: { reply: { fault: 'refusal' }, outcome: 'refused' },
    context_length: { reply: { fault: 'context_length' }, outcome: 'context_length' },
    html: { reply: { fault: 'html' }, outcome: 'malformed' },
  };
  for (const dialect of dialects)
    for (const [name, { reply, outcome: usual }] of Object.entries(faults))
      test(`${name}, ${dialect.name}`, async (context) => {
        const { client, uri, cursor } = await openC(context,
          { config: testing(dialect, wall, quick) });
        const second = secondOf(dialect);
        wall.script(dialect.wallName,
          { text: 'Not to be seen. '.repeat(9), ...reply, times: 'forever' });
        wall.script(second.wallName, { text: 'From the second one.\n' });
        const outcome = checkOutcome(await client.perform(uri, cursor, 'Explain'));
        assert.equal(outcome.status, 'shown');
        assert.equal(outcome.provider, second.provider);
        assert.deepEqual([outcome.attempts[0].provider, outcome.attempts[0].outcome],
          ['tested', dialect.outcomes[name] ?? usual]);
        assert.equal(attempts(outcome).at(-1), `${second.provider} ok`);
        assert.equal(outcome.markdown, 'From the second one.\n');
        assert.equal(client.streamed(), 'From the second one.\n');
        const { params } = await client.waitFor(({ method, params: { value } = {} }) =>
          method === '$/progress' && value.kind === 'end');
        assert.match(params.value.message, new RegExp(`^${second.title}.* · shown$`));
        await client.exit();
      });
});

describe('all of them down', () => {
  test('an explanation is builtin, and says why', async (context) => {
    const { client, uri, cursor } = await openC(context);
    for (const dialect of ['openai', 'anthropic'])
      wall.script(dialect, { status: 500, error: { message: 'On fire.' }, times: 'forever' });
    const outcome = checkOutcome(await client.perform(uri, cursor, 'Explain'));
    assert.deepEqual([outcome.status, outcome.model], ['shown', 'builtin']);
    const { params } = await client.waitFor('window/showMessage');
    assert.match(params.message, /On fire\..*built-in engine/s);
    await client.exit();
  });

  test('an edit fails, and the text stays', async (context) => {
    const { client, uri, cursor } = await openC(context);
    for (const dialect of ['openai', 'anthropic'])
      wall.script(dialect, { status: 500, error: { message: 'On fire.' }, times: 'forever' });
    const outcome = checkOutcome(await client.perform(uri, cursor, 'Simplify'));
    assert.equal(outcome.status, 'failed');
    assert.match(outcome.message, /On fire\./);
    assert.equal(client.textOf(uri), source);
    await client.exit();
  });

  test('nobody listens', async (context) => {
    const { client, uri, cursor } = await openC(context,
      { config: { providers: { openai: { base_url: 'http://127.0.0.1:1/v1' } } },
        keys: ['OPENAI_API_KEY'] });
    const outcome = checkOutcome(await client.perform(uri, cursor, 'Explain'));
    assert.equal(outcome.model, 'builtin');
    assert.equal(outcome.attempts[0].outcome, 'connect');
    await client.exit();
  });
});

describe('odd but whole', () => {
  for (const fault of ['gzip', 'comments', 'crlf', 'split', 'bytewise', 'no_sentinel',
    'malformed'])
    for (const dialect of dialects)
      test(`${fault}, ${dialect.name}`, async (context) => {
        const { client, uri, cursor } = await openC(context, { config: testing(dialect, wall) });
        wall.script(dialect.wallName, { text: answer, fault, chunks: 6 });
        const outcome = checkOutcome(await client.perform(uri, cursor, 'Simplify', { model }));
        assert.equal(outcome.status, 'applied', outcome.message);
        assert.deepEqual(attempts(outcome), ['tested ok']);
        assert.equal(client.textOf(uri), simpler);
        await client.exit();
      });
});

// F11: what comes last does not come, and the connection stays open.
describe('the end is not waited for', () => {
  for (const dialect of dialects)
    test(dialect.name, async (context) => {
      const { client, uri, cursor } = await openC(context,
        { config: testing(dialect, wall, quick) });
      wall.script(dialect.wallName, { text: answer, fault: 'no_sentinel_open',
        usage: { input: 31, output: 17 } });
      const outcome = checkOutcome(await client.perform(uri, cursor, 'Simplify', { model }));
      assert.equal(outcome.status, 'applied', outcome.message);
      assert.deepEqual([outcome.usage.uncached, outcome.usage.output], [31, 17]);
      assert.equal(client.textOf(uri), simpler);
      assert.ok(outcome.totalMs < 3000, `it took ${outcome.totalMs} ms`);
      await client.exit();
    });
});

describe('cancelled', () => {
  const slow = {
    'in the stream': { fault: 'stall', text: 'Once upon a time. '.repeat(20) },
    'before the headers': { fault: 'slow_headers', delayMs: 60000 },
    'before the first token': { fault: 'slow_first_token', delayMs: 60000 },
  };
  for (const [when, reply] of Object.entries(slow))
    for (const dialect of dialects)
      test(`${when}, ${dialect.name}: the connection is closed`, async (context) => {
        const { client, uri, cursor } = await openC(context, { config: testing(dialect, wall) });
        wall.script(dialect.wallName, reply);
        const done = client.perform(uri, cursor, 'Explain', { model });
        const begin = await client.waitFor(({ method, params: { value } = {} }) =>
          method === '$/progress' && value.kind === 'begin');
        await until(() => reply.fault === 'slow_headers' ? wall.requests[0]?.body
          : wall.requests[0]?.status === 200);
        client.notify('window/workDoneProgress/cancel', { token: begin.params.token });
        const outcome = checkOutcome(await done);
        assert.equal(outcome.status, 'cancelled');
        assert.deepEqual(attempts(outcome), ['tested cancelled']);
        assert.ok((await wall.waitFor((request) => request.isOver)).closedByClient);
        assert.equal(wall.requests.length, 1);
        await client.exit();
      });

  // Preloaded, the look-up hangs for longer than anybody waits.
  test('in a name look-up that hangs: the server answers meanwhile', async (context) => {
    const place = placeFor(context, { keys: ['OPENAI_API_KEY'], config: {
      providers: { openai: { base_url: 'https://nowhere.invalid/v1' } } } });
    place.write('size.c', source);
    const library = join(place.folder, 'slow_lookup.so');
    const built = spawnSync('cc', ['-shared', '-fPIC', '-o', library, join(here, 'slow_lookup.c')]);
    assert.equal(built.status, 0, String(built.stderr));
    const client = await Client.open(place, { env: { LD_PRELOAD: library,
      ASAN_OPTIONS: `${place.env.ASAN_OPTIONS}:verify_asan_link_order=0` } });
    const uri = client.openFile('size.c', 'c');
    const cursor = client.cursorAt(uri, 'count > 3');
    const done = client.perform(uri, cursor, 'Explain');
    const begin = await client.waitFor(({ method, params: { value } = {} }) =>
      method === '$/progress' && value.kind === 'report' && /GPT/.test(value.message ?? ''));
    assert.ok((await client.codeActions(uri, cursor)).length > 0);
    client.notify('window/workDoneProgress/cancel', { token: begin.params.token });
    const outcome = checkOutcome(await done);
    assert.deepEqual([outcome.status, attempts(outcome)], ['cancelled', ['openai cancelled']]);
    // Another one is in its look-up when the server ends, and it ends at once.
    await client.execute(await client.choose(uri, cursor, 'Explain'));
    await client.exit();
  });

  test('by wye.cancel, all of them', async (context) => {
    const { client, uri, cursor } = await openC(context);
    wall.script('openai', { fault: 'stall', times: 'forever' });
    const action = await client.choose(uri, cursor, 'Explain');
    const waiting = [1, 2, 3].map(() => client.execute(action, { wait: true }));
    await until(() => wall.requests.length === 3);
    await client.request('workspace/executeCommand', { command: 'wye.cancel', arguments: [] });
    for (const outcome of await Promise.all(waiting)) assert.equal(outcome.status, 'cancelled');
    await client.exit();
  });
});

describe('many and much', () => {
  test('a slow provider holds nothing up', async (context) => {
    const { client, uri, cursor } = await openC(context);
    wall.script('openai', { fault: 'slow_headers', delayMs: 60000 });
    await client.execute(await client.choose(uri, cursor, 'Explain'));
    await until(() => wall.requests[0]?.body);
    for (let count = 0; count < 20; count++)
      assert.ok((await client.codeActions(uri, cursor)).length > 0);
    // Another one overtakes it.
    wall.script('anthropic', { text: '{"findings": []}' });
    const outcome = await client.perform(uri, cursor, 'Review');
    assert.deepEqual([outcome.action, outcome.status], ['review', 'published']);
    assert.equal(client.messages.filter(({ method }) => method === 'wye/outcome').length, 1);
    assert.ok(!wall.requests[0].isOver);
    await client.exit();
  });

  test('64 at once, and no 65th', async (context) => {
    const { client, uri, cursor } = await openC(context);
    wall.script('openai', (body, { id }) =>
      ({ text: `Number ${id}. `.repeat(20), chunks: 20, chunkDelayMs: 20, delayMs: 300 }));
    const action = await client.choose(uri, cursor, 'Explain');
    const waiting = Array.from({ length: 64 }, () => client.execute(action, { wait: true }));
    await assert.rejects(client.execute(action, { wait: true }), /64 actions are running/);
    const outcomes = await Promise.all(waiting);
    for (const outcome of outcomes)
      assert.match(checkOutcome(outcome).markdown, /^(Number \d+\. )\1{19}$/);
    assert.equal(new Set(outcomes.map(({ markdown }) => markdown)).size, 64);
    await client.exit();
  });

  test('a document of 10 MB', async (context) => {
    const { place, client } = await openC(context);
    const line = 'int filler(int a) { return a + 1; } /* größer 🙂 */\n\n';
    const big = line.repeat(Math.ceil((10 << 20) / Buffer.byteLength(line))) + source;
    place.write('big.c', big);
    const uri = client.openFile('big.c', 'c');
    const cursor = client.cursorAt(uri, 'count > 3');
    wall.script('anthropic', { text: 'The end of it.\n', times: 9 });
    wall.script('openai', { text: 'The end of it.\n', times: 9 });
    const outcome = checkOutcome(await client.perform(uri, cursor, 'Explain'));
    assert.equal(outcome.markdown, 'The end of it.\n');
    for (const { body } of wall.requests) assert.ok(JSON.stringify(body).length < 2 << 20);
    client.type(uri, 'count > 3', 'x');
    assert.ok((await client.codeActions(uri, cursor)).length > 0);
    await client.exit();
  });

  const memoryKib = (client) => Number(
    /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${client.process.pid}/status`, 'utf8'))[1]);

  for (const fault of ['huge_line', 'flood', 'gzip_bomb'])
    test(`${fault} is bounded`, async (context) => {
      const { client, uri, cursor } = await openC(context);
      const usual = memoryKib(client);
      wall.script('openai', { fault, times: 'forever' });
      wall.script('anthropic', { text: 'From the second one.\n' });
      const outcome = checkOutcome(await client.perform(uri, cursor, 'Explain'));
      assert.equal(outcome.attempts[0].outcome, 'malformed', JSON.stringify(outcome.attempts));
      assert.equal(outcome.markdown, 'From the second one.\n');
      assert.ok(memoryKib(client) - usual < 160 << 10, `${memoryKib(client) - usual} KiB`);
      await client.exit();
    });
});

// A server that must hear nothing.
async function deafServer(context) {
  const heard = [];
  const server = http.createServer((request, response) => {
    heard.push({ url: request.url, headers: request.headers });
    response.end();
  });
  server.on('connect', (request, socket) => { heard.push(request.url); socket.destroy(); });
  server.on('connection', () => heard.push('connection'));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => { server.closeAllConnections(); server.close(); });
  return { heard, url: `http://127.0.0.1:${server.address().port}` };
}

describe('where keys may go', () => {
  for (const dialect of dialects)
    test(`not behind a redirect, ${dialect.name}`, async (context) => {
      const deaf = await deafServer(context);
      const { client, uri, cursor } = await openC(context,
        { keys: dialect.key ? [dialect.key] : [], config: testing(dialect, wall) });
      wall.script(dialect.wallName,
        { fault: 'redirect', location: `${deaf.url}/v1`, times: 'forever' });
      const outcome = checkOutcome(await client.perform(uri, cursor, 'Explain', { model }));
      assert.equal(outcome.model, 'builtin');
      assert.match(outcome.message, /redirect|another address/i);
      assert.deepEqual(deaf.heard, []);
      await client.exit();
    });

  test('not where the certificate is none', async (context) => {
    const base_url = `https://127.0.0.1:${wall.port}/openai/v1`;
    const { client, uri, cursor } = await openC(context, { keys: ['OPENAI_API_KEY'],
      config: { providers: { openai: { base_url } } } });
    const outcome = checkOutcome(await client.perform(uri, cursor, 'Explain'));
    assert.equal(outcome.attempts[0].outcome, 'tls');
    assert.equal(outcome.model, 'builtin');
    assert.equal(wall.requests.length, 0);
    await client.exit();
  });

  test('not through a proxy to a local provider', async (context) => {
    const deaf = await deafServer(context);
    const proxies = Object.fromEntries(['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY',
      'all_proxy', 'ALL_PROXY'].map((name) => [name, deaf.url]));
    const { client, uri, cursor } = await openC(context, { keys: [],
      env: { ...proxies, TEAM_KEY: keys.OPENAI_API_KEY },
      config: {
        providers: { team: { dialect: 'openai-chat', base_url: `${wall.url}/openai/v1`,
          local: true, api_key_env: 'TEAM_KEY' } },
        models: { coder: { provider: 'team', id: 'wall-1', context_tokens: 32768,
          output_tokens: 8192 } } } });
    wall.script('openai', { text: 'Here.\n' });
    const outcome = checkOutcome(await client.perform(uri, cursor, 'Explain'));
    assert.deepEqual([outcome.provider, outcome.markdown], ['team', 'Here.\n']);
    assert.deepEqual(deaf.heard, []);
    await client.exit();
  });

  test('and through a proxy to others, where one is named', async (context) => {
    const deaf = await deafServer(context);
    const { client, uri, cursor } = await openC(context, { keys: ['OPENAI_API_KEY'],
      env: { https_proxy: deaf.url },
      config: { providers: { openai: { base_url: 'https://nowhere.invalid/v1' } } } });
    checkOutcome(await client.perform(uri, cursor, 'Explain'));
    assert.ok(deaf.heard.includes('nowhere.invalid:443'));
    await client.exit();
  });
});
