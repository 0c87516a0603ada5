// The ledger as SQLite's own shell reads it: what several servers write, what is left of one that
// is killed, an old, a damaged, a foreign, a locked and a full one; and what is decided by it.
// Whatever is wrong with it, actions are served.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { startWall } from '../wall/wall.mjs';
import { wyeJson } from './cli.mjs';
import { Client, until } from './client.mjs';
import { placeFor, root } from './place.mjs';

let wall;
before(async () => { wall = await startWall({ lifetimeMs: 900_000 }); });
beforeEach(() => wall.reset());
after(() => wall.close());

// Without sanitizers: what is tested is the file, by many starts.
const binary = join(root, 'build', 'wye');
const usage = { input: 1000, output: 100 }; // 1,500 µ$ by these prices:
const price = { input: 1, output: 5 };
const config = (more = {}) => ({
  providers: { wall: { dialect: 'anthropic', base_url: `${wall.url}/anthropic`, local: true,
    max_concurrent: 64, api_key_env: ['ANTHROPIC_API_KEY'] } },
  models: { cheap: { provider: 'wall', id: 'wall-1', price } },
  routes: [{ use: ['cheap', 'builtin'] }], ...more });

function placeWith(context, more) {
  const place = placeFor(context, { wall, keys: ['ANTHROPIC_API_KEY'], config: config(more) });
  place.write('size.py', 'def is_large(count):\n    return count > 3\n');
  place.ledger = join(place.state, 'ledger.sqlite3');
  return place;
}

function sql(path, statement) {
  const { status, stdout, stderr } = spawnSync('sqlite3', ['-json', path],
    { input: `.timeout 5000\n${statement}`, encoding: 'utf8', maxBuffer: 64 << 20 });
  assert.equal(status, 0, stderr);
  return stdout ? JSON.parse(stdout) : [];
}

async function open(place, options = {}) {
  const client = await Client.open(place, { binary, args: ['--log', 'warn'], ...options });
  client.uri = client.openFile('size.py', 'python');
  const offers = await client.codeActions(client.uri, client.cursorAt(client.uri, 'count'));
  client.explanation = offers.find(({ title }) => title.startsWith('Explain '));
  return client;
}

const explain = (client) => client.execute(client.explanation, { wait: true });

// Of each action and its calls, as they stand in the ledger.
const rows = (place) => sql(place.ledger, `SELECT key, status, model, cost_micro_usd AS cost,
  (SELECT count(*) FROM attempt WHERE attempt.key = action.key) AS attempts
  FROM action ORDER BY at`);
const good = ({ status, model, cost, attempts }) =>
  status === 'shown' && model === 'cheap' && cost === 1500 && attempts === 1;

describe('several servers on one ledger', () => {
  test('200 times one is killed: only rows in flight are lost', async (context) => {
    const place = placeWith(context);
    wall.script('anthropic', { text: 'Is it large?', usage, times: 'forever' });
    const steady = await Promise.all([open(place), open(place)]);
    let told = 0;
    let isOver = false;
    const work = steady.map(async (client) => {
      for (; !isOver; told++) assert.equal((await explain(client)).status, 'shown');
    });
    const killed = [];
    for (let round = 0; round < 200; round++) {
      const victim = await open(place);
      const outcomes = [];
      const done = (async () => { for (;;) outcomes.push(await explain(victim)); })();
      await sleep(1 + (round * 7) % 40);
      victim.process.kill('SIGKILL');
      await assert.rejects(done);
      killed.push(outcomes.length);
    }
    isOver = true;
    await Promise.all(work);
    await Promise.all(steady.map((client) => client.exit()));
    assert.deepEqual(sql(place.ledger, 'PRAGMA integrity_check'), [{ integrity_check: 'ok' }]);
    const found = rows(place);
    assert.ok(found.every(good), JSON.stringify(found.find((row) => !good(row))));
    // Of those that were killed at most what was told last, and what waited for others to write.
    const all = told + killed.reduce((sum, count) => sum + count, 0);
    const lost = all - found.length;
    context.diagnostic(`${found.length} actions, ${all} told`);
    assert.ok(found.length >= told, `${found.length} of ${told}`);
    assert.ok(lost <= 2 * killed.length, `${lost} of ${all} are lost`);
    assert.ok(found.length <= wall.requests.length);
    // What was spent is known of each call that ended, whoever was killed then.
    const [{ spent }] = sql(place.ledger, 'SELECT sum(cost_micro_usd) AS spent FROM attempt');
    assert.ok(spent >= 1500 * found.length && spent <= 1500 * wall.requests.length);
  });

  test('what is spent today is the sum, to the micro-dollar', async (context) => {
    const place = placeWith(context);
    wall.script('anthropic', { text: 'Is it large?', usage, times: 'forever' });
    const clients = await Promise.all([open(place), open(place), open(place)]);
    for (let count = 0; count < 5; count++) await Promise.all(clients.map(explain));
    const reports = await Promise.all(clients.map((client) => client.request(
      'workspace/executeCommand', { command: 'wye.spending' })));
    for (const report of reports)
      assert.deepEqual(report, { spentTodayMicroUsd: 15 * 1500, usdPerDay: null });
    await Promise.all(clients.map((client) => client.exit()));
    assert.equal(rows(place).length, 15);
  });
});

describe('the budget of a day', () => {
  test('holds under 16 jobs at once, over two servers', async (context) => {
    // An answer may take 4,096 tokens at $5 a million: 20,480 µ$ and its input.
    const limit = 100_000;
    const place = placeWith(context, { budget: { usd_per_day: limit / 1e6 } });
    const dear = { input: 1000, output: 4000 }; // 21,000 µ$
    wall.script('anthropic', { text: 'Is it large?', usage: dear, delayMs: 50, times: 'forever' });
    const clients = await Promise.all([open(place), open(place)]);
    const outcomes = await Promise.all(clients.flatMap((client) =>
      Array.from({ length: 16 }, () => explain(client))));
    const spent = 21_000 * wall.requests.length;
    // Each server sets aside what its own calls may cost; of the other's it learns when they end.
    assert.ok(spent <= 2 * limit, `${spent}`);
    assert.ok(wall.requests.length >= 4);
    assert.equal(outcomes.filter(({ model }) => model === 'cheap').length, wall.requests.length);
    assert.ok(outcomes.every(({ status }) => status === 'shown'));
    const before = wall.requests.length;
    const late = await open(place);
    const outcome = await explain(late);
    assert.deepEqual([outcome.model, outcome.attempts[0].outcome], ['builtin', 'budget']);
    const { params } = await late.waitFor('window/showMessage');
    assert.match(params.message, /today \$0\.\d+ of usd_per_day \$0\.1000 are spent/);
    assert.equal(wall.requests.length, before);
    const report = await late.request('workspace/executeCommand', { command: 'wye.spending' });
    assert.deepEqual(report, { spentTodayMicroUsd: spent, usdPerDay: 0.1 });
    await Promise.all([...clients, late].map((client) => client.exit()));
  });
});

describe('one that is not as it should be', () => {
  async function serve(place, expected) {
    wall.script('anthropic', { text: 'Is it large?', usage, times: 'forever' });
    const client = await open(place);
    assert.equal((await explain(client)).markdown, 'Is it large?');
    if (expected) await until(() => expected.test(client.stderr));
    assert.equal((await explain(client)).markdown, 'Is it large?');
    await client.exit();
    const warnings = client.stderr.split('\n').filter((line) => /Figures|ledger/.test(line));
    assert.equal(warnings.length, expected ? 1 : 0, client.stderr);
  }

  test('garbage is set aside, whole', async (context) => {
    const place = placeWith(context);
    const garbage = 'This is no database.\n'.repeat(300);
    mkdirSync(place.state, { recursive: true });
    writeFileSync(place.ledger, garbage);
    await serve(place, /was damaged\. It is kept as .*ledger\.sqlite3\.damaged/);
    assert.equal(readFileSync(`${place.ledger}.damaged`, 'utf8'), garbage);
    assert.equal(rows(place).filter(good).length, 2);
  });

  test('one that is damaged while it is used is set aside', async (context) => {
    const place = placeWith(context);
    wall.script('anthropic', { text: 'Is it large?', usage, times: 'forever' });
    const client = await open(place);
    await explain(client);
    await until(() => existsSync(place.ledger) && rows(place).length === 1);
    sql(place.ledger, 'PRAGMA wal_checkpoint(TRUNCATE)');
    const bytes = readFileSync(place.ledger);
    writeFileSync(place.ledger, bytes.fill(0xa5, 100));
    for (let count = 0; count < 3; count++) assert.equal((await explain(client)).status, 'shown');
    await client.exit();
    assert.match(client.stderr, /was damaged/);
    assert.equal(rows(place).filter(good).length, 3);
  });

  test("another program's, and a newer wye's, are left as they are", async (context) => {
    for (const statement of ['CREATE TABLE mine (a); INSERT INTO mine VALUES (7);',
      'CREATE TABLE action (a); PRAGMA user_version = 99;']) {
      const place = placeWith(context);
      mkdirSync(place.state, { recursive: true });
      sql(place.ledger, statement);
      const bytes = readFileSync(place.ledger);
      await serve(place, /not recorded: .* is (another program's|the ledger of a newer)/);
      assert.deepEqual(readFileSync(place.ledger), bytes);
    }
  });

  test('where it cannot be made, that is said once', async (context) => {
    const place = placeWith(context);
    mkdirSync(join(place.ledger), { recursive: true }); // a folder in its place
    await serve(place, /Figures are not recorded/);
  });

  test('while another holds it nothing waits, and nothing is lost', async (context) => {
    const place = placeWith(context);
    wall.script('anthropic', { text: 'Is it large?', usage, times: 'forever' });
    const client = await open(place);
    await explain(client);
    await until(() => existsSync(place.ledger) && rows(place).length === 1);
    const holder = spawn('sqlite3', [place.ledger], { stdio: ['pipe', 'pipe', 'inherit'] });
    place.atEnd(() => holder.kill());
    holder.stdin.write('BEGIN IMMEDIATE;\nSELECT 1;\n');
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    for (let count = 0; count < 3; count++) assert.equal((await explain(client)).status, 'shown');
    await until(() => /database is locked/.test(client.stderr));
    holder.stdin.end('ROLLBACK;\n');
    await new Promise((resolve) => holder.once('close', resolve));
    await client.exit();
    assert.equal(rows(place).filter(good).length, 4);
  });

  // A limit on the size of files is to a program what a full disk is.
  test('on a full disk actions are served; once there is room, all is kept', async (context) => {
    const place = placeWith(context);
    wall.script('anthropic', { text: 'Is it large?', usage, times: 'forever' });
    const wrapper = join(place.folder, 'small');
    writeFileSync(wrapper, `#!/bin/sh\ntrap '' XFSZ\nulimit -S -f 8\nexec ${binary} "$@"\n`,
      { mode: 0o755 });
    const client = await open(place, { binary: wrapper });
    for (let count = 0; count < 3; count++) assert.equal((await explain(client)).status, 'shown');
    await until(() => /Figures are not recorded/.test(client.stderr));
    const freed = spawnSync('prlimit', ['--pid', `${client.process.pid}`, '--fsize=unlimited:']);
    assert.equal(freed.status, 0, String(freed.stderr));
    assert.equal((await explain(client)).status, 'shown');
    await client.exit();
    assert.equal(rows(place).filter(good).length, 4);
  });

  test('an older one is brought up to date', async (context) => {
    const place = placeWith(context);
    mkdirSync(place.state, { recursive: true });
    const tokens = { uncached: 1000, cacheRead: 0, cacheWrite: 0, output: 100, reasoning: 0,
      estimated: false };
    const old = [{ kind: 'outcome', at: 1767225601000, key: '1767225601000-1', action: 'explain',
      task: 'explain', language: 'python', status: 'shown', model: 'cheap', provider: 'wall',
      reason: 'why', attempts: [{ model: 'cheap', provider: 'wall', outcome: 'ok', ms: 5,
        usage: tokens, costMicroUsd: 1500 }], usage: tokens, costMicroUsd: 1500, firstTokenMs: 3,
      totalMs: 6 },
    { kind: 'acceptance', at: 1767225602000, key: '1767225601000-1', acceptance: 'kept' },
    { kind: 'feedback', at: 1767225603000, key: '1767225601000-1', verdict: 'good' }];
    sql(place.ledger, `CREATE TABLE record (
      body TEXT NOT NULL CHECK (json_valid(body)), key TEXT AS (json_extract(body, '$.key')),
      kind TEXT AS (json_extract(body, '$.kind')), at INTEGER AS (json_extract(body, '$.at')));
      ${old.map((record) => `INSERT INTO record VALUES ('${JSON.stringify(record)}');`).join('\n')}
      PRAGMA user_version = 1;`);
    await serve(place);
    assert.equal(rows(place).filter(good).length, 3);
    assert.deepEqual(sql(place.ledger, `SELECT acceptance, feedback, total_ms FROM action
      WHERE key = '1767225601000-1'`), [{ acceptance: 'kept', feedback: 'good', total_ms: 6 }]);
    assert.deepEqual(sql(place.ledger, "SELECT name FROM sqlite_schema WHERE name = 'record'"), []);
  });
});

describe('what is decided by it', () => {
  // One row an action, of a model that was asked once or twice for it.
  const insert = (model, acceptance, count, outcomes = ['ok']) => `
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
    INSERT INTO action (key, at, action, task, language, status, model, provider, cost_micro_usd,
      total_ms, acceptance) SELECT '${model}-${acceptance}-${outcomes.length}-' || i,
      unixepoch() * 1000, 'refactor.simplify', 'refactor', 'python', 'applied', '${model}', 'wall',
      1500, 2000, ${acceptance && `'${acceptance}'`} FROM n;
    ${outcomes.map((outcome, number) => `INSERT INTO attempt (key, number, at, model, provider,
      task, language, outcome, cost_micro_usd) SELECT key, ${number}, at, model, provider, task,
      language, '${outcome}', 1500 FROM action
      WHERE key LIKE '${model}-${acceptance}-${outcomes.length}-%';`).join('\n')}`;

  test('a record of kept and reverted answers turns the route, and the reason says so',
    async (context) => {
      const place = placeWith(context, { models: {
        one: { provider: 'wall', id: 'wall-1', price }, two: { provider: 'wall', id: 'wall-2',
          price } }, routes: [{ use: ['one', 'two', 'builtin'] }] });
      const route = ['route', 'refactor.simplify', 'size.py:1'];
      const order = async () => (await wyeJson(place, 0, route)).candidates
        .map(({ model }) => model);
      assert.deepEqual(await order(), ['one', 'two', 'builtin']);
      wall.script('anthropic', { text: 'Is it large?', usage });
      await wyeJson(place, 0, ['run', 'explain', 'size.py:1']); // makes the tables
      sql(place.ledger, insert('one', 'kept', 12) + insert('one', 'reverted', 8) +
        insert('one', 'kept', 4, ['elided', 'ok']) + insert('two', 'kept', 31) +
        insert('two', 'changed', 3) + insert('two', null, 5));
      const decision = await wyeJson(place, 0, route);
      assert.deepEqual(decision.candidates.map(({ model }) => model), ['two', 'one', 'builtin']);
      // Kept after a second answer is not kept at the first pass.
      assert.match(decision.candidates[0].reason, /yours: 31 of 34 kept, against 12 of 24/);
      const { figures } = decision.candidates[0];
      assert.deepEqual([figures.ownKept, figures.ownJudged, figures.seconds, figures.usd],
        [31, 34, 2, 0.0015]);
      assert.equal(decision.candidates[1].figures.usd, 0.0018); // 28 calls for 24, rounded
    });
});
