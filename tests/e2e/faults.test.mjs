// What goes wrong at providers beside the faults of matrix.test.mjs: all of them at once, answers
// that are odd but whole, what is cancelled, and much at once. Where keys may go is in
// reach.test.mjs.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { startWall } from '../wall/wall.mjs';
import { attempts, checkOutcome } from './cli.mjs';
import { Client, until } from './client.mjs';
import { dialects, testing } from './dialects.mjs';
import { placeFor } from './place.mjs';

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

const model = 'tested-model';

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
