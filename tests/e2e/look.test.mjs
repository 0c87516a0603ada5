// What the command line tells without doing anything: routes, models, health, configuration, help.

import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';

import { startWall } from '../wall/wall.mjs';
import { checkOutcome, wye, wyeJson } from './cli.mjs';
import * as demo from './demo.mjs';
import { needsOrder } from './demo.mjs';
import { keys, placeFor } from './place.mjs';

let wall;
before(async () => { wall = await startWall({ lifetimeMs: 900_000 }); });
beforeEach(() => wall.reset());
after(() => wall.close());

const openDemo = (context, options) => demo.openDemo(context, { wall, ...options });

describe('route', () => {
  test('says who, in order, and why; asks no one', async (context) => {
    const place = openDemo(context);
    const { stdout } = await wye(place, 0, ['route', 'refactor.simplify', 'inventory.py:23']);
    assert.match(stdout, /^refactor\.simplify inventory\.py:23: python, about \d+ tokens/);
    assert.match(stdout, /^ 1\. claude-\S+ \(anthropic\), effort \w+, up to \$0\.\d+\n.*\(E1\)/m);
    assert.match(stdout, /builtin/);
    const route = await wyeJson(place, 0, ['route', 'refactor.simplify', 'inventory.py:23']);
    assert.deepEqual([route.action, route.task, route.language],
      ['refactor.simplify', 'refactor', 'python']);
    assert.ok(route.tokens > 0);
    assert.match(route.candidates[0].model, /^claude-/);
    assert.ok(route.candidates[0].costMicroUsd > 0);
    assert.equal(route.candidates.at(-1).model, 'builtin');
    assert.equal(wall.requests.length, 0);
  });

  test('without keys, says what is missing', async (context) => {
    const place = openDemo(context, { keys: [] });
    const { stdout } = await wye(place, 0, ['route', 'explain', 'cart.js:12']);
    assert.match(stdout, /left out\n {4}.*OPENAI_API_KEY/);
  });

  test('a project with private files', async (context) => {
    const place = openDemo(context);
    place.write('.wye.json', JSON.stringify({ privacy: { never: ['*.py'] } }));
    const route = await wyeJson(place, 0, ['route', 'explain', 'inventory.py:23']);
    assert.ok(route.candidates.every(({ model, usable }) => usable === (model === 'builtin')));
    const { stdout } = await wye(place, 0, ['run', 'explain', 'inventory.py:23']);
    assert.match(stdout, /order_quantity/);
    assert.equal(wall.requests.length, 0);
    assert.ok(!existsSync(place.state));
  });
});

describe('looking around', () => {
  test('models', async (context) => {
    const place = openDemo(context, { keys: ['ANTHROPIC_API_KEY'] });
    const { stdout } = await wye(place, 0, ['models']);
    assert.match(stdout, /^MODEL +PROVIDER/);
    assert.match(stdout, /^claude-opus-\S+ +anthropic +\d+ +\S+ +shipped +usable$/m);
    assert.match(stdout, /^gpt-\S+ +openai .* set OPENAI_API_KEY$/m);
    const list = await wyeJson(place, 0, ['models']);
    assert.equal(list.length, stdout.trim().split('\n').length - 1);
    assert.ok(list.every(({ usable, why }) => usable === (why === undefined)));
  });

  test('doctor', async (context) => {
    const place = openDemo(context, { keys: ['ANTHROPIC_API_KEY'] });
    const { stdout } = await wye(place, 0, ['doctor']);
    assert.match(stdout, /^ok +key +anthropic +key present \(ANTHROPIC_API_KEY\)$/m);
    assert.match(stdout, /^-- +key +openai +no key: set OPENAI_API_KEY$/m);
    assert.match(stdout, /^ok +reachable +anthropic /m);
    assert.match(stdout, /^ok +grammar +Python +queries compile$/m);
    assert.match(stdout, /^ok +next /m);
    assert.ok(wall.requests.every(({ method, hasKey }) => method === 'GET' && !hasKey));
    const report = await wyeJson(place, 0, ['doctor']);
    assert.ok(report.every(({ section, ok, text }) => section && text && typeof ok === 'boolean'));
  });

  test('doctor finds an Ollama and says how to use it', async (context) => {
    const place = openDemo(context, { keys: [] });
    const server = http.createServer((request, response) => response.end('{"models":[]}'));
    const isFree = await new Promise((resolve) => server.once('error', () => resolve(false))
      .listen(11434, '127.0.0.1', () => resolve(true)));
    if (!isFree) return context.skip('port 11434 is taken');
    context.after(() => { server.closeAllConnections(); server.close(); });
    const { stdout } = await wye(place, 0, ['doctor']);
    const [, line] = /^ok +local server +Ollama +(.*)$/m.exec(stdout);
    const [, models] = /11434.* answers; to use it, add to "models": (.*)$/.exec(line);
    // The line that it gives is good.
    place.configure({ models: JSON.parse(`{${models}}`) });
    await wye(place, 0, ['config', 'check']);
    return undefined;
  });

  test('help', async (context) => {
    const place = placeFor(context);
    const { stdout } = await wye(place, 0, ['help']);
    assert.equal((await wye(place, 0, ['--help'])).stdout, stdout);
    const calls = [...stdout.matchAll(/^ {2}wye ([a-z]+)/gm)].map(([, call]) => call);
    assert.ok(calls.includes('run') && calls.includes('doctor'));
    for (const call of calls.filter((name) => name !== 'help')) {
      assert.match((await wye(place, 0, ['help', call])).stdout, new RegExp(`^wye ${call}`));
      assert.match((await wye(place, 0, [call, '--help'])).stdout, new RegExp(`^wye ${call}`));
    }
    assert.match((await wye(place, 0, ['--version'])).stdout, /^wye \d+\.\d+\.\d+\n$/);
  });

  for (const call of [['fly'], ['--fly'], ['run'], ['run', 'explain'], ['run', 'fly', 'cart.js'],
    ['run', 'explain', 'cart.js', 'more'], ['run', 'explain', 'cart.js', '--fly'],
    ['run', 'explain', 'cart.js', '--model'], ['run', 'explain', 'cart.js', '--json=1'],
    ['serve', 'more'], ['models', 'more'], ['doctor', 'more'], ['config'], ['config', 'fly'],
    ['route', 'explain'], ['help', 'fly'], ['models', '--log', 'loud'], ['models', '--apply']])
    test(`wye ${call.join(' ')}: a wrong call`, async (context) => {
      const place = openDemo(context);
      const { stdout, stderr } = await wye(place, 2, call);
      assert.equal(stdout, '');
      assert.match(stderr, /^wye: .+\nTry: wye help\n$/);
    });
});

describe('configuration', () => {
  test('show tells where each value comes from', async (context) => {
    const place = openDemo(context);
    place.write('.wye.json', JSON.stringify({ budget: { usd_per_day: 3 } }));
    const { stdout } = await wye(place, 0, ['config', 'show']);
    assert.match(stdout, /^providers\.openai\.base_url +user +"http:\/\/127/m);
    assert.match(stdout, /^providers\.openai\.dialect +shipped +"openai-chat"$/m);
    assert.match(stdout, /^budget\.usd_per_day +\.wye\.json +3$/m);
    const shown = await wyeJson(place, 0, ['config', 'show']);
    assert.deepEqual(shown.budget.usd_per_day, { value: 3, origin: '.wye.json' });
  });

  test('check names file, line and column, and ends with 2', async (context) => {
    const place = openDemo(context);
    await wye(place, 0, ['config', 'check']);
    writeFileSync(place.configFile,
      '{\n  // mine\n  "prefer": "quick",\n  "provders": {},\n  "explore": 0,\n}\n');
    const { stderr } = await wye(place, 2, ['config', 'check']);
    assert.ok(stderr.includes(`${place.configFile}:3:13: error: `), stderr);
    assert.match(stderr, /:4:\d+: error: .*provders.*providers/);
    const problems = await wyeJson(place, 2, ['config', 'check']);
    assert.deepEqual(problems.map(({ line, severity }) => [line, severity]),
      [[3, 'error'], [4, 'error']]);
    assert.equal(problems[0].column, 13);
    assert.ok(problems.every(({ file }) => file === place.configFile));
    // The rest of the file still counts, and the machine still works.
    wall.script('openai', { text: 'Yes.\n' });
    assert.match((await wye(place, 2, ['doctor'])).stdout, /^-- +configuration +user /m);
    await wye(place, 2, ['config', 'show']);
  });

  test('a file that is no JSON', async (context) => {
    const place = openDemo(context);
    writeFileSync(place.configFile, '{\n  "prefer": ,\n}\n');
    const { stderr } = await wye(place, 2, ['config', 'check']);
    assert.ok(stderr.includes(`${place.configFile}:2:13: error: `), stderr);
  });

  test('schema', async (context) => {
    const place = placeFor(context);
    const schema = JSON.parse((await wye(place, 0, ['config', 'schema'])).stdout);
    assert.match(schema.$schema, /draft-07/);
    assert.ok(schema.properties.providers && schema.properties.routes);
  });

  test('--config and --state stand in for the own ones', async (context) => {
    const place = openDemo(context, { config: {} });
    const file = join(place.folder, 'other.json');
    const state = join(place.folder, 'elsewhere');
    copyFileSync(place.configFile, file);
    place.configure({ prefer: 'nonsense' });
    for (const dialect of ['anthropic', 'openai'])
      wall.script(dialect, { text: '```python\ndef needs_order(item:\n```', times: 'forever' });
    const { stderr } = await wye(place, 1, ['run', 'refactor.simplify', needsOrder,
      '--config', file, `--state=${state}`]);
    assert.ok(!stderr.includes('nonsense'));
    assert.equal(readdirSync(join(state, 'refused')).length, 1);
    assert.ok(!existsSync(place.state));
    const missing = await wye(place, 2,
      ['config', 'check', '--config', join(place.folder, 'missing.json')]);
    assert.match(missing.stderr, /missing\.json/);
  });

  test('--log debug tells more, and no key', async (context) => {
    const place = openDemo(context);
    wall.script('openai', { status: 401, times: 'forever',
      error: { message: `Incorrect API key provided: ${keys.OPENAI_API_KEY}` } });
    wall.script('anthropic', { text: 'Yes.\n', times: 9 });
    for (const call of [['run', 'explain', 'cart.js:11'], ['route', 'explain', 'cart.js'],
      ['models'], ['doctor'], ['config', 'show'], ['config', 'check']])
      await wye(place, 0, [...call, '--log', 'debug']);
    place.checkNoKeys();
  });

  test('a key in the configuration is refused, and not shown', async (context) => {
    const place = openDemo(context);
    place.configure({ providers: { openai: { api_key: 'x'.repeat(20) } } });
    const { stderr } = await wye(place, 2, ['config', 'check']);
    assert.match(stderr, /api_key.*api_key_env/);
    const { stdout } = await wye(place, 2, ['config', 'show', '--json']);
    assert.ok(!`${stdout}${stderr}`.includes('x'.repeat(20)));
  });

  test('a key by command', async (context) => {
    const place = openDemo(context, { keys: [], config: {
      providers: { team: { dialect: 'openai-chat', base_url: `${wall.url}/openai/v1`, local: true,
        api_key_command: ['printenv', 'TEAM_SECRET'] } },
      models: { coder: { provider: 'team', id: 'wall-1', context_tokens: 32768 } } },
      env: { TEAM_SECRET: keys.OPENAI_API_KEY } });
    wall.script('openai', { text: 'Yes.\n' });
    const outcome = checkOutcome(await wyeJson(place, 0, ['run', 'explain', 'cart.js:11']));
    assert.deepEqual([outcome.model, outcome.provider], ['coder', 'team']);
    assert.ok(wall.requests[0].hasKey);
  });
});
