// The real binary with a real model, behind any server that speaks OpenAI's chat completions:
//
//     WYE_LIVE_URL=http://127.0.0.1:8080/v1 node tests/node.mjs tests/e2e live
//
// WYE_LIVE_MODEL names the model (without: the first of GET /models), WYE_LIVE_KEY the key, where
// one is needed; it goes in clear text where the URL says http. What models say is theirs: only
// shape and safety are looked at. Without a URL all of it is skipped, by name, and the same tests
// run against the wall, so that they work when called.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { startWall } from '../wall/wall.mjs';
import { checkOutcome } from './cli.mjs';
import { Client } from './client.mjs';
import { placeFor } from './place.mjs';

const { WYE_LIVE_URL: url, WYE_LIVE_MODEL: named, WYE_LIVE_KEY: key } = process.env;
const waitMs = 300_000; // a large model on a small machine

const [before, target, after] = ['// One of the largest.\nconst limit = 3;\n\n',
  `function isLarge(count) {
  if (count > limit) {
    return true;
  } else {
    return false;
  }
}
`, '\nmodule.exports = { isLarge };\n'];
const source = before + target + after;

async function findModel() {
  if (named) return named;
  const answer = await fetch(`${url.replace(/\/+$/, '')}/models`,
    { headers: key ? { authorization: `Bearer ${key}` } : {} });
  assert.ok(answer.ok, `GET /models of WYE_LIVE_URL says ${answer.status}; set WYE_LIVE_MODEL`);
  const [first] = (await answer.json()).data ?? [];
  assert.ok(first?.id, 'GET /models of WYE_LIVE_URL names none; set WYE_LIVE_MODEL');
  return first.id;
}

async function open(context) {
  const limits = { connect_ms: 20_000, first_byte_ms: waitMs, first_token_ms: waitMs,
    idle_ms: waitMs, total_ms: waitMs };
  const place = placeFor(context, { keys: [], secrets: key ? [key] : [],
    env: key ? { WYE_LIVE_KEY: key } : {},
    config: {
      providers: { live: { dialect: 'openai-chat', base_url: url, timeouts: limits,
        local: url.startsWith('http://'), ...(key ? { api_key_env: 'WYE_LIVE_KEY' } : {}) } },
      models: { live: { provider: 'live', id: await findModel(), context_tokens: 8192,
        output_tokens: 2048 } },
      routes: [{ use: ['live'], why: 'the only one' }] } });
  place.write('size.js', source);
  const client = await Client.open(place, { waitMs });
  const uri = client.openFile('size.js', 'javascript');
  return { place, client, uri, cursor: client.cursorAt(uri, 'count > limit') };
}

// That it was the model, and that it could be asked.
function checkLive(outcome) {
  checkOutcome(outcome);
  assert.equal(outcome.attempts[0].provider, 'live');
  assert.doesNotMatch(outcome.attempts[0].outcome, /^(connect|tls|http_\d+|error)$/,
    outcome.message);
  return outcome;
}

function checkParses(text) {
  const { status, stderr } = spawnSync(process.execPath, ['--check', '-'],
    { input: text, encoding: 'utf8' });
  assert.equal(status, 0, `${stderr}\n${text}`);
}

describe('a live model', { skip: url ? false : 'WYE_LIVE_URL is not set' }, () => {
  test('explains', { timeout: waitMs }, async (context) => {
    const { client, uri, cursor } = await open(context);
    const outcome = checkLive(await client.perform(uri, cursor, 'Explain'));
    assert.equal(outcome.status, 'shown', outcome.message);
    assert.ok(outcome.markdown.trim().length > 0);
    assert.equal(client.streamed(), outcome.markdown);
    assert.equal(client.textOf(uri), source);
    await client.exit();
  });

  test('reviews', { timeout: waitMs }, async (context) => {
    const { client, uri, cursor } = await open(context);
    const outcome = checkLive(await client.perform(uri, cursor, 'Review'));
    assert.match(outcome.status, /^(published|refused)$/, outcome.message);
    const lines = source.split('\n');
    for (const { range: { start, end } } of outcome.findings ?? [])
      for (const { line, character } of [start, end])
        assert.ok(character <= lines[line]?.length, `there is no ${line}:${character}`);
    assert.equal(client.textOf(uri), source);
    await client.exit();
  });

  test('simplifies', { timeout: waitMs }, async (context) => {
    const { client, uri, cursor } = await open(context);
    const outcome = checkLive(await client.perform(uri, cursor, 'Simplify'));
    assert.match(outcome.status, /^(applied|unchanged|refused)$/, outcome.message);
    const text = client.textOf(uri);
    if (outcome.status !== 'applied') assert.equal(text, source);
    assert.ok(text.startsWith(before) && text.endsWith(after), text);
    assert.match(text, /\bisLarge\b[^]*\bisLarge\b/);
    checkParses(text);
    await client.exit();
  });

  // One that is quicker than the person is done, and nothing else.
  test('is cancelled', { timeout: waitMs }, async (context) => {
    const { client, uri, cursor } = await open(context);
    const done = client.perform(uri, cursor, 'Explain');
    const { params: { token } } = await client.waitFor(({ method, params: { value } = {} }) =>
      method === '$/progress' && value.kind === 'begin');
    await client.waitFor('wye/stream');
    client.notify('window/workDoneProgress/cancel', { token });
    const { status } = checkLive(await done);
    assert.match(status, /^(cancelled|shown)$/);
    assert.ok((await client.codeActions(uri, cursor)).length > 0);
    await client.exit();
  });
});

describe('a live run works', { skip: url ? 'WYE_LIVE_URL is set' : false }, () => {
  const findings = JSON.stringify({ findings: [{ quote: 'if (count > limit) {',
    severity: 'warning', category: 'correctness', title: 'Not >=', detail: 'Or is it?' }] });
  const simpler = 'function isLarge(count) {\n  return count > limit;\n}\n';
  const reply = (body) => {
    const asked = JSON.stringify(body.messages);
    if (/findings/.test(asked)) return { text: findings };
    if (/[Ss]implify/.test(asked)) return { text: `\`\`\`javascript\n${simpler}\`\`\`\n` };
    return { text: 'It compares. '.repeat(40), chunks: 40, chunkDelayMs: 20 };
  };

  async function runAgain(wall, env) {
    const child = spawn(process.execPath, ['--test-reporter=tap', fileURLToPath(import.meta.url)],
      { env: { ...process.env, NODE_TEST_CONTEXT: undefined, ...env },
        stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (bytes) => { said += bytes; });
    const [status] = await once(child, 'close');
    return { status, said };
  }

  for (const given of [{}, { WYE_LIVE_MODEL: 'wall-2', WYE_LIVE_KEY: 'live-0a1b2c3d' }])
    test(Object.keys(given).join(' and ') || 'with a URL alone', async (context) => {
      const wall = await startWall({ needsKey: Boolean(given.WYE_LIVE_KEY),
        key: given.WYE_LIVE_KEY });
      context.after(() => wall.close());
      wall.script('openai', reply);
      const { status, said } = await runAgain(wall,
        { ...given, WYE_LIVE_URL: `${wall.url}/openai/v1` });
      assert.equal(status, 0, said);
      for (const name of ['explains', 'reviews', 'simplifies', 'is cancelled'])
        assert.match(said, new RegExp(`^ +ok \\d+ - ${name}$`, 'm'));
      const asked = wall.requests.filter(({ body }) => body);
      assert.equal(asked.length, 4);
      assert.ok(asked.at(-1).closedByClient);
      assert.ok(!given.WYE_LIVE_MODEL ||
        asked.every(({ body }) => body.model === given.WYE_LIVE_MODEL));
    });

  test('and fails where nobody is', async () => {
    const { status, said } = await runAgain(null, { WYE_LIVE_URL: 'http://127.0.0.1:1/v1',
      WYE_LIVE_MODEL: 'x' });
    assert.equal(status, 1);
    for (const name of ['explains', 'reviews', 'simplifies', 'is cancelled'])
      assert.match(said, new RegExp(`^ +not ok \\d+ - ${name}$`, 'm'));
  });
});
