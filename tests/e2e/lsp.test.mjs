// The main job over real pipes and real HTTP: an editor asks, a model of the wall answers, and what
// the editor then has is exactly what it should have.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';

import { startWall } from '../wall/wall.mjs';
import { attempts, checkOutcome } from './cli.mjs';
import { Client, capabilities, until } from './client.mjs';
import { keys, placeFor } from './place.mjs';

let wall;
before(async () => { wall = await startWall({ lifetimeMs: 900_000 }); });
beforeEach(() => wall.reset());
after(() => wall.close());

// What stands before the function has letters of one, two and four bytes.
const source = `# Größe 🙂
NAME = "naïve 🙂"; LIMIT = 3


def is_large(count):
    if count > LIMIT:
        return True
    else:
        return False


def after():
    return NAME
`;
const simpler = source.replace(/ {4}if count[^]*?return False\n/, '    return count > LIMIT\n');
const answer = '```python\ndef is_large(count):\n    return count > LIMIT\n```\n';
const findings = JSON.stringify({ findings: [{ quote: 'if count > LIMIT:', severity: 'warning',
  category: 'correctness', title: 'The limit itself is not large', detail: 'Use >= here.' }] });

const dialects = {
  anthropic: { variable: 'ANTHROPIC_API_KEY', provider: 'anthropic', script: 'anthropic',
    path: '/anthropic/v1/messages' },
  'openai-chat': { variable: 'OPENAI_API_KEY', provider: 'openai', script: 'openai',
    path: '/openai/v1/chat/completions' },
};

async function openPython(context, options = {}) {
  const place = placeFor(context, { wall, ...options });
  place.write('size.py', source);
  const client = await Client.open(place, options);
  return { place, client, uri: client.openFile('size.py', 'python') };
}

const isProgress = (kind) => ({ method, params }) =>
  method === '$/progress' && params.value.kind === kind;

for (const [name, { variable, provider, script, path }] of Object.entries(dialects)) {
  describe(name, () => {
    const only = { keys: [variable] };

    test('explain is streamed as it comes', async (context) => {
      const { client, uri } = await openPython(context, only);
      const text = 'Tells whether `count` is **large**: größer als 3 🙂.\n';
      wall.script(script, { text, chunks: 9, chunkDelayMs: 5,
        usage: { input: 40, output: 17, cacheRead: 8 } });
      const outcome = checkOutcome(await client.perform(uri, client.cursorAt(uri, 'count >'),
        'Explain'));
      assert.equal(outcome.status, 'shown');
      assert.equal(outcome.markdown, text);
      assert.equal(client.streamed(), text);
      assert.ok(client.messages.filter(({ method }) => method === 'wye/stream').length > 2);
      assert.deepEqual(attempts(outcome), [`${provider} ok`]);
      assert.deepEqual(outcome.usage, { uncached: 40, cacheRead: 8, cacheWrite: 0, output: 17,
        reasoning: 0, estimated: false });
      assert.ok(outcome.costMicroUsd > 0);
      const [request] = wall.requests;
      assert.deepEqual([request.path, request.hasKey, request.status], [path, true, 200]);
      assert.match(JSON.stringify(request.body.messages), /def is_large/);
      const kinds = client.messages.filter(({ method }) => method === '$/progress')
        .map(({ params }) => params.value.kind);
      assert.equal(kinds[0], 'begin');
      assert.equal(kinds.at(-1), 'end');
      await client.exit();
    });

    test('review becomes diagnostics', async (context) => {
      const { client, uri } = await openPython(context, only);
      wall.script(script, { text: findings });
      const outcome = checkOutcome(await client.perform(uri, client.cursorAt(uri, 'count >'),
        'Review'));
      assert.equal(outcome.status, 'published');
      const { params } = await client.waitFor('textDocument/publishDiagnostics');
      assert.equal(params.version, 1);
      assert.equal(params.uri, uri);
      const [diagnostic] = params.diagnostics;
      assert.equal(params.diagnostics.length, 1);
      assert.deepEqual(diagnostic.range, client.rangeOf(uri, 'if count > LIMIT:'));
      assert.equal(diagnostic.message, 'The limit itself is not large: Use >= here.');
      assert.deepEqual([diagnostic.source, diagnostic.severity], ['wye', 2]);
      assert.deepEqual(outcome.findings[0].range, diagnostic.range);
      await client.exit();
    });

    test('simplify edits the buffer', async (context) => {
      const { client, uri } = await openPython(context, only);
      wall.script(script, { text: answer, chunks: 5 });
      const outcome = checkOutcome(await client.perform(uri, client.cursorAt(uri, 'count >'),
        'Simplify'));
      assert.equal(outcome.status, 'applied');
      const { params } = await client.waitFor('workspace/applyEdit');
      assert.deepEqual(params.edit.documentChanges[0].textDocument, { uri, version: 1 });
      assert.equal(params.label, 'Simplify is_large');
      assert.equal(client.textOf(uri), simpler);
      await client.exit();
    });
  });
}

describe('edits', () => {
  for (const encoding of ['utf-8', 'utf-16', 'utf-32'])
    test(`start behind letters of several bytes, ${encoding}`, async (context) => {
      const place = placeFor(context, { wall });
      const head = 'const s = "äö🙂"; ';
      place.write('f.js',
        `${head}function f(a) { if (a) { return true; } else { return false; } } const t = "🙂";\n`);
      const client = await Client.open(place,
        { capabilities: { ...capabilities, general: { positionEncodings: [encoding] } } });
      assert.equal(client.encoding, encoding);
      const uri = client.openFile('f.js', 'javascript');
      wall.script('anthropic', { text: '```js\nfunction f(a) { return Boolean(a); }\n```' });
      const outcome = await client.perform(uri, client.cursorAt(uri, 'if (a)'), 'Simplify',
        { model: 'claude' });
      assert.equal(outcome.status, 'applied');
      assert.equal(client.textOf(uri),
        `${head}function f(a) { return Boolean(a); } const t = "🙂";\n`);
      await client.exit();
    });

  test('keep CRLF and the missing last line break', async (context) => {
    const place = placeFor(context, { wall });
    const crlf = source.replace(/\n/g, '\r\n').trimEnd();
    place.write('size.py', crlf);
    const client = await Client.open(place);
    const uri = client.openFile('size.py', 'python');
    wall.script('anthropic', { text: answer });
    const outcome = await client.perform(uri, client.cursorAt(uri, 'count >'), 'Simplify');
    assert.equal(outcome.status, 'applied');
    assert.equal(client.textOf(uri), simpler.replace(/\n/g, '\r\n').trimEnd());
    await client.exit();
  });

  test('that meet typing are refused, and the answer is kept', async (context) => {
    const { place, client, uri } = await openPython(context);
    wall.script('anthropic', { text: answer, chunks: 9, chunkDelayMs: 100 });
    const done = client.perform(uri, client.cursorAt(uri, 'count >'), 'Simplify');
    await until(() => wall.requests[0]?.bytesSent > 0);
    assert.ok(!wall.requests[0].isOver);
    client.type(uri, 'count > LIMIT', '2 * ');
    const typed = client.textOf(uri);
    const outcome = checkOutcome(await done);
    assert.equal(outcome.status, 'refused');
    assert.equal(client.textOf(uri), typed);
    assert.equal(client.indexOf(({ method }) => method === 'workspace/applyEdit'), -1);
    const { params } = await client.waitFor('window/showMessage');
    assert.match(params.message, /changed meanwhile/);
    const kept = readdirSync(join(place.state, 'refused'));
    assert.equal(kept.length, 1);
    assert.ok(params.message.includes(kept[0]));
    assert.match(readFileSync(join(place.state, 'refused', kept[0]), 'utf8'),
      /return count > LIMIT/);
    await client.exit();
  });

  test('that the editor does not take are refused', async (context) => {
    const refusal = { applied: false, failureReason: 'read-only' };
    const { client, uri } = await openPython(context,
      { answers: { 'workspace/applyEdit': () => refusal } });
    wall.script('anthropic', { text: answer });
    const outcome = await client.perform(uri, client.cursorAt(uri, 'count >'), 'Simplify');
    assert.equal(outcome.status, 'refused');
    assert.match(outcome.message, /read-only/);
    await client.exit();
  });

  test('of an answer that breaks the file are not applied', async (context) => {
    const { client, uri } = await openPython(context);
    wall.script('anthropic', { text: '```python\ndef is_large(count:\n    return\n```', times: 9 });
    wall.script('openai', { text: '```python\ndef is_large(count:\n    return\n```', times: 9 });
    const outcome = checkOutcome(await client.perform(uri, client.cursorAt(uri, 'count >'),
      'Simplify'));
    assert.ok(['refused', 'failed'].includes(outcome.status));
    assert.ok(outcome.attempts.every((attempt) => attempt.outcome === 'broken_syntax'));
    assert.equal(client.textOf(uri), source);
    await client.exit();
  });
});

describe('without a stream', () => {
  const plain = { ...capabilities, experimental: {} };

  test('an explanation is a document', async (context) => {
    const { client, uri } = await openPython(context, { capabilities: plain });
    wall.script('openai', { text: 'It **compares**. 🙂\n' });
    await client.execute(await client.choose(uri, client.cursorAt(uri, 'count >'), 'Explain'));
    const { params } = await client.waitFor('window/showDocument');
    assert.match(params.uri, /\.md$/);
    assert.equal(readFileSync(new URL(params.uri), 'utf8'), 'It **compares**. 🙂\n');
    await client.waitFor(isProgress('end'));
    await client.exit();
  });

  test('nor documents, it is a message', async (context) => {
    const { client, uri } = await openPython(context,
      { capabilities: { ...plain, window: { workDoneProgress: true } } });
    wall.script('openai', { text: 'It **compares**.\n' });
    await client.execute(await client.choose(uri, client.cursorAt(uri, 'count >'), 'Explain'));
    const { params } = await client.waitFor('window/showMessage');
    assert.match(params.message, /It \*\*compares\*\*\./);
    const [, path] = /All of it is in (.*)\.\)$/.exec(params.message);
    assert.ok(existsSync(path));
    await client.exit();
  });
});

test('waiting for the outcome, and cancelling it', async (context) => {
  const { client, uri } = await openPython(context);
  wall.script('openai', { text: 'Yes.' }, { fault: 'stall', text: 'A long story. '.repeat(20) });
  const action = await client.choose(uri, client.cursorAt(uri, 'count >'), 'Explain');
  assert.equal(checkOutcome(await client.execute(action, { wait: true })).markdown, 'Yes.');
  const waiting = client.execute(action, { wait: true });
  await client.waitFor(({ method, params }) =>
    method === 'wye/stream' && /story/.test(params.delta));
  client.notify('$/cancelRequest', { id: waiting.id });
  const outcome = checkOutcome(await waiting);
  assert.equal(outcome.status, 'cancelled');
  assert.deepEqual(attempts(outcome), ['openai cancelled']);
  assert.ok((await wall.waitFor((request) => request.isOver && request.id === 2)).closedByClient);
  await client.exit();
});

describe('no model', () => {
  for (const [verb, status] of [['Explain', 'shown'], ['Review', 'published'],
    ['Simplify', 'applied']])
    test(`${verb}: builtin serves`, async (context) => {
      const { client, uri } = await openPython(context, { keys: [] });
      const action = await client.choose(uri, client.cursorAt(uri, 'count >'), verb);
      assert.match(action.title, /\(built-in engine\)$/);
      await client.execute(action);
      const outcome = checkOutcome(await client.outcome());
      assert.deepEqual([outcome.status, outcome.model], [status, 'builtin']);
      if (verb === 'Simplify') assert.equal(client.textOf(uri), simpler);
      if (verb === 'Explain') assert.match(client.streamed(), /is_large/);
      const { params } = await client.waitFor('window/showMessage');
      assert.match(params.message, /built-in engine/);
      assert.equal(wall.requests.length, 0);
      await client.exit();
    });

  test('a dead key is told, and not asked with again', async (context) => {
    const { client, uri } = await openPython(context, { keys: ['OPENAI_API_KEY'] });
    wall.script('openai', { status: 401, times: 'forever' });
    const cursor = client.cursorAt(uri, 'count >');
    const first = checkOutcome(await client.perform(uri, cursor, 'Explain'));
    assert.deepEqual([first.status, first.model], ['shown', 'builtin']);
    assert.deepEqual(attempts(first), ['openai http_401', 'builtin ok']);
    assert.match(first.message, /OPENAI_API_KEY|key/);
    await client.perform(uri, cursor, 'Explain');
    assert.equal(wall.requests.length, 1);
    await client.exit();
  });
});

test('a project may not name providers', async (context) => {
  const place = placeFor(context, { wall });
  place.write('size.py', source);
  place.write('.wye.json', JSON.stringify(
    { providers: { openai: { base_url: 'http://127.0.0.1:1' } } }));
  const client = await Client.open(place);
  const uri = client.openFile('size.py', 'python');
  wall.script('openai', { text: 'From the wall.' });
  const outcome = await client.perform(uri, client.cursorAt(uri, 'count >'), 'Explain');
  assert.equal(outcome.markdown, 'From the wall.');
  const { params } = await client.waitFor('window/showMessage');
  assert.match(params.message, /\.wye\.json:1: .*ignored/);
  await client.exit();
});

test('a key that a provider repeats is not passed on', async (context) => {
  const { client, uri } = await openPython(context, { keys: ['OPENAI_API_KEY'] });
  wall.script('openai', { status: 400, times: 'forever',
    error: { message: `Incorrect API key provided: ${keys.OPENAI_API_KEY}.` } });
  const outcome = await client.perform(uri, client.cursorAt(uri, 'count >'), 'Explain');
  assert.equal(outcome.model, 'builtin');
  assert.match(outcome.message, /Incorrect API key provided/);
  await client.exit(); // the place looks for keys in all that was said
});
