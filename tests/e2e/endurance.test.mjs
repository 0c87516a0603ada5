// Nothing of a request stays behind: one server, the release build, works through thousands of
// requests with faults of all kinds in rotation, over all dialects, many at once. What it holds
// then is what it held after the first of them: open files, memory, and nothing that wakes it up.
// WYE_ENDURANCE sets another number of requests.
//
// It looks at no answer more closely than that it came: faults.test.mjs does.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { startWall } from '../wall/wall.mjs';
import { Client } from './client.mjs';
import { dialects } from './dialects.mjs';
import { placeFor, root } from './place.mjs';

const total = Number(process.env.WYE_ENDURANCE ?? 10_000);
const atOnce = 40;
const warmUp = 800; // requests after which all that is made once has been made
const growthKib = 6 << 10; // of resident size from there on, whatever the number of requests
const filesMore = 4;
const modelsEach = 60; // of a dialect: who was silent is left alone for a while, others are there

const words = 'Once upon a time there was a server. '.repeat(8);
// The heavy ones are rare, and each of the others is followed by a good answer.
const heavy = ['huge_line', 'flood', 'gzip_bomb'].map((fault) => ({ fault }));
const faults = [
  ...['reset', 'close', 'reset_mid', 'cut', 'drop', 'silent', 'slow_first_token', 'stall',
    'stall_comments', 'empty', 'nothing', 'error_event', 'length', 'filter', 'refusal',
    'context_length', 'html', 'json', 'json_error', 'redirect', 'malformed', 'gzip', 'comments',
    'crlf', 'split', 'bytewise', 'no_sentinel', 'no_sentinel_open', 'slow_headers',
  ].map((fault) => ({ fault })),
  { status: 500 }, { status: 503 }, { status: 429, headers: { 'retry-after': '0' } },
  { status: 400 }, { status: 413 }, { status: 200, body: 'no stream at all' },
];
const heavyEach = 400;

// Says what to answer, and counts.
function rotation() {
  const seen = { count: 0, byDialect: {}, byFault: {} };
  const next = (dialect) => () => {
    const at = seen.count++;
    seen.byDialect[dialect] = (seen.byDialect[dialect] ?? 0) + 1;
    const turn = Math.floor(at / 2);
    const reply = at % heavyEach === 7 ? heavy[Math.floor(at / heavyEach) % heavy.length]
      : at % 2 ? {} : faults[turn % faults.length];
    const name = reply.fault ?? reply.status ?? 'none';
    seen.byFault[name] = (seen.byFault[name] ?? 0) + 1;
    return { text: words, chunks: 8, ...reply };
  };
  return { seen, next };
}

// What the system says of a process. Only its owner's own may be listed by files, and a release of
// wye is nobody's but the administrator's: then the size of its table, which never shrinks.
function look({ pid }) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const number = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)[1]);
  let files;
  try {
    files = readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    files = number('FDSize');
  }
  return { files, kib: number('VmRSS'), threads: number('Threads'),
    wakes: number('voluntary_ctxt_switches') };
}

const source = 'int add(int a, int b) {\n    return a + b;\n}\n';

test(`${total} requests of mixed faults`, { timeout: 580_000 }, async (context) => {
  const wall = await startWall({ lifetimeMs: 900_000 });
  context.after(() => wall.close());
  const { seen, next } = rotation();
  const name = (dialect) => `by-${dialect.name}`;
  const models = Array.from({ length: modelsEach * dialects.length }, (_, at) =>
    `${name(dialects[at % dialects.length])}-${at}`);
  const nowhere = { refused: 'http://127.0.0.1:1/v1',
    insecure: `https://127.0.0.1:${wall.port}/v1` };
  const config = {
    providers: Object.fromEntries([
      ...dialects.map((dialect) => [name(dialect), dialect.provider(wall)]),
      ...Object.entries(nowhere).map(([at, base_url]) =>
        [at, { dialect: 'openai-chat', base_url }])]),
    models: Object.fromEntries([
      ...models.map((model, at) => [model, { ...dialects[at % dialects.length].model,
        provider: name(dialects[at % dialects.length]) }]),
      ...Object.keys(nowhere).map((at) => [at, { ...dialects[0].model, provider: at }])]),
    timeouts: { connect_ms: 2000, first_byte_ms: 400, first_token_ms: 400, idle_ms: 300 },
  };
  const place = placeFor(context, { wall, config });
  place.write('add.c', source);
  const client = await Client.open(place, { binary: join(root, 'build', 'wye'), args: [] });
  const uri = client.openFile('add.c', 'c');
  const range = client.cursorAt(uri, 'a + b');
  const actions = ['explain', 'review', 'refactor.simplify'];
  let jobs = 0;

  // Some go where nobody is to be reached. Every eleventh is given up by the person, early or late.
  const perform = async () => {
    const at = jobs++;
    const call = client.request('workspace/executeCommand', { command: 'wye.run', arguments: [{
      action: actions[at % 7 < 5 ? 0 : at % 7 - 4], textDocument: { uri, version: 1 }, range,
      model: Object.keys(nowhere)[at % 40] ?? models[at % models.length], wait: true }] });
    if (at % 11 === 10) {
      await sleep(at % 50);
      client.notify('$/cancelRequest', { id: call.id });
    }
    const { status } = await call;
    assert.match(status, /^(shown|published|unchanged|refused|failed|cancelled)$/);
  };
  const workUntil = async (count) => {
    const worker = async () => { while (seen.count < count) await perform(); };
    await Promise.all(Array.from({ length: atOnce }, worker));
  };
  // Quiet, and with no more connections kept than one after the other needs.
  const settle = async () => {
    for (const dialect of dialects) wall.script(dialect.wallName, () => ({ text: 'Adds.\n' }));
    for (let count = 0; count < 4 * atOnce; count++) await perform();
    client.messages.length = wall.requests.length = 0;
    await sleep(500);
    const before = look(client.process);
    await sleep(1500);
    return { ...look(client.process), wakes: look(client.process).wakes - before.wakes };
  };
  const rotate = () => dialects.forEach((dialect) =>
    wall.script(dialect.wallName, next(dialect.name)));

  rotate();
  await workUntil(Math.min(warmUp, total / 2));
  const early = await settle();
  rotate();
  await workUntil(total);
  const late = await settle();
  context.diagnostic(`of ${jobs} jobs: ${JSON.stringify({ early, late, ...seen.byDialect })}`);
  assert.ok(late.files <= early.files + filesMore, `files: ${early.files}, ${late.files}`);
  assert.ok(late.kib <= early.kib + growthKib, `KiB: ${early.kib}, ${late.kib}`);
  assert.equal(late.threads, early.threads);
  // It looks every two seconds whether its editor is still there.
  assert.ok(late.wakes <= 5, `it woke up ${late.wakes} times with nothing to do`);
  for (const dialect of dialects)
    assert.ok(seen.byDialect[dialect.name] > total / dialects.length / 2, JSON.stringify(seen));
  await client.exit();
});
