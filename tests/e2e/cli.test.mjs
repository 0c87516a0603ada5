// Actions on the command line against the wall: what is printed and written, and the status.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, lstatSync, mkdirSync, readFileSync, readdirSync, statSync,
  symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';

import { startWall } from '../wall/wall.mjs';
import { attempts, checkOutcome, startWye, wye, wyeJson } from './cli.mjs';
import { applyEdits, until } from './client.mjs';
import * as demo from './demo.mjs';
import { answer, inventory, needsOrder, simpler } from './demo.mjs';
import { binary } from './place.mjs';

let wall;
before(async () => { wall = await startWall({ lifetimeMs: 900_000 }); });
beforeEach(() => wall.reset());
after(() => wall.close());

const openDemo = (context, options) => demo.openDemo(context, { wall, ...options });

const finding = { severity: 'error', category: 'security', title: 'Copies without a bound',
  detail: 'A longer name overwrites what follows.' };
const findings = JSON.stringify({ findings: [
  { ...finding, quote: 'strcpy(session->user, user);' },
  { ...finding, severity: 'hint', quote: 'fputs(line, stderr);' },
  { ...finding, quote: 'this line is not in the file' } ] });

describe('run', () => {
  for (const call of [['refactor.modernize', needsOrder], ['optimize', needsOrder],
    ['refactor.instruct', needsOrder, '--instruction', 'say it in one line'],
    ['fix', needsOrder, '--instruction', 'it is too long']])
    test(call.join(' '), async (context) => {
      const place = openDemo(context);
      wall.script('anthropic', { text: answer });
      await wye(place, 0, ['run', ...call, '--model', 'claude', '--apply']);
      assert.equal(place.read('inventory.py'), simpler);
      assert.ok(!call[3] || JSON.stringify(wall.requests[0].body.messages).includes(call[3]));
    });

  test('document', async (context) => {
    const place = openDemo(context);
    const said = '    """Whether an item is below its minimum."""\n';
    const text = simpler.replace(/(def needs_order.*\n)/, `$1${said}`);
    place.write('inventory.py', simpler);
    wall.script('anthropic', { text: answer.replace(/(def .*\n)/, `$1${said}`) });
    await wye(place, 0, ['run', 'document', needsOrder, '--model', 'claude', '--apply']);
    assert.equal(place.read('inventory.py'), text);
    await wye(place, 1, ['run', 'document', needsOrder, '--model', 'claude']);
  });

  test('test, a new file and then one more test in it', async (context) => {
    const place = openDemo(context);
    const first = 'from inventory import Item, needs_order\n\n\ndef test_below():\n' +
      '    assert needs_order(Item("a", 1, 2, 0.5))\n';
    const second = `${first}\n\ndef test_at_minimum():\n` +
      '    assert not needs_order(Item("a", 2, 2, 0.5))\n';
    const call = ['run', 'test', needsOrder, '--model', 'claude'];
    wall.script('anthropic', { text: `\`\`\`python\n${first}\`\`\`\n`, times: 2 });
    const { stdout } = await wye(place, 0, call);
    assert.match(stdout, /^--- \/dev\/null\n\+\+\+ b\/test_inventory\.py/);
    await wye(place, 0, [...call, '--apply']);
    assert.equal(place.read('test_inventory.py'), first);
    wall.script('anthropic', { text: `\`\`\`python\n${second}\`\`\`\n` });
    await wye(place, 0, [...call, '--apply']);
    assert.equal(place.read('test_inventory.py'), second);
    // A test that was there is changed: asked twice, then refused.
    wall.script('anthropic', { text: `\`\`\`python\n${second.replace('1, 2', '0, 2')}\`\`\`\n`,
      times: 2 });
    await wye(place, 1, [...call, '--apply']);
    assert.equal(place.read('test_inventory.py'), second);
  });

  describe('a long file is reviewed in parts', () => {
    const body = (name) => `def ${name}(x):\n${'    x = x + 1  # one more\n'.repeat(400)}` +
      `    return ${name}_of(x)\n\n\n`;
    const names = Array.from({ length: 12 }, (_, at) => `step_${at}`);
    const long = names.map(body).join('');
    const found = JSON.stringify({ findings: names.map((name) => (
      { ...finding, quote: `return ${name}_of(x)`, suggestion: null })) });
    const parts = (place) => wyeJson(place, 0, ['route', 'review', 'long.py'])
      .then((route) => route.parts);

    test('all of them, findings merged', async (context) => {
      const place = openDemo(context);
      place.write('long.py', long);
      const count = await parts(place);
      assert.ok(count > 1 && count < names.length, `${count} parts`);
      wall.script('anthropic', { text: found, times: count });
      const outcome = checkOutcome(await wyeJson(place, 0,
        ['run', 'review', 'long.py', '--model', 'claude']));
      assert.deepEqual([outcome.status, outcome.attempts.length], ['published', count]);
      const prompts = wall.requests.map(({ body }) => body.messages[0].content);
      prompts.forEach((prompt, at) =>
        assert.match(prompt, new RegExp(`This is part ${at + 1} of ${count} of the file`)));
      for (const name of names)
        assert.equal(prompts.filter((prompt) => prompt.includes(`def ${name}(x):\n    x`)).length,
          1, name);
      // What is quoted of another part is dropped there, and found where it is.
      assert.deepEqual(outcome.findings.map(({ range }) => range.start.line),
        names.map((name, at) => at * 404 + 401));
    });

    test('each fits into the window of who is asked', async (context) => {
      const config = { models: { small: { provider: 'openai', id: 'wall-small',
        context_tokens: 20_000, output_tokens: 8192 } } };
      const place = openDemo(context, { config });
      place.write('long.py', long);
      const count = await parts(place);
      wall.script('openai', { text: JSON.stringify({ findings: [] }), times: 'forever' });
      const outcome = checkOutcome(await wyeJson(place, 0,
        ['run', 'review', 'long.py', '--model', 'small']));
      assert.equal(outcome.model, 'small');
      assert.ok(outcome.attempts.length > count, `${outcome.attempts.length} parts`);
      for (const { body } of wall.requests) {
        const bytes = Buffer.byteLength(JSON.stringify(body.messages));
        assert.ok(bytes / 3.2 + body.max_completion_tokens <= 20_000, `${bytes} bytes`);
      }
    });

    test('one that fails is asked of the next; what was found stays', async (context) => {
      const place = openDemo(context);
      place.write('long.py', long);
      wall.script('anthropic', { text: found });
      wall.script('anthropic', { status: 400, times: 'forever' });
      const outcome = checkOutcome(await wyeJson(place, 0,
        ['run', 'review', 'long.py', '--model', 'claude']));
      assert.deepEqual([outcome.status, outcome.model], ['published', 'builtin']);
      assert.ok(outcome.findings.some(({ rule }) => rule === 'model'));
      assert.ok(outcome.findings.some(({ rule }) => rule !== 'model'));
    });

    test('no more of them than the budget allows', async (context) => {
      const place = openDemo(context);
      place.write('long.py', long);
      place.write('.wye.json', '{ "budget": { "usd_per_action": 0.36 } }');
      wall.script('anthropic', { text: found, times: 'forever',
        usage: { input: 14000, output: 8000 } });
      const outcome = checkOutcome(await wyeJson(place, 0,
        ['run', 'review', 'long.py', '--model', 'claude']));
      assert.match(outcome.message, /Only 1 of \d parts of the file were reviewed/);
      assert.ok(outcome.findings.length > 0 && outcome.findings.length < names.length);
    });
  });

  test('an action of one\'s own', async (context) => {
    const place = openDemo(context);
    place.write('.wye.json', JSON.stringify({ actions: [{ id: 'team.short', title: 'Shorten',
      prompt: 'Make {{path}} short:\n{{code}}' }] }));
    wall.script('anthropic', { text: answer });
    await wye(place, 0, ['run', 'team.short', needsOrder, '--model', 'claude', '--apply']);
    assert.equal(place.read('inventory.py'), simpler);
    assert.match(JSON.stringify(wall.requests[0].body.messages), /Make inventory\.py short:/);
    const route = await wyeJson(place, 0, ['route', 'team.short', needsOrder]);
    assert.deepEqual([route.action, route.task, route.outputTokensMax],
      ['team.short', 'refactor', 16384]);
    assert.match((await wye(place, 2, ['run', 'team.long', needsOrder])).stderr, /team\.short/);
  });

  test('refactor.extract', async (context) => {
    const place = openDemo(context);
    const helper = 'def is_short(item):\n    return item.count < item.minimum\n\n\n';
    const caller = 'def needs_order(item):\n    return is_short(item)\n';
    wall.script('anthropic', { text: `\`\`\`python\n${helper}${caller}\`\`\`\n` });
    await wye(place, 0,
      ['run', 'refactor.extract', 'inventory.py:35-38', '--model', 'claude', '--apply']);
    assert.equal(place.read('inventory.py'),
      simpler.replace(/def needs_order[^]*?minimum\n/, helper + caller));
    await wye(place, 1, ['run', 'refactor.extract', 'inventory.py:3', '--model', 'claude']);
  });

  test('review.security, by a model and without', async (context) => {
    const place = openDemo(context);
    wall.script('anthropic', { text: findings });
    const { stdout } = await wye(place, 0,
      ['run', 'review.security', 'session.c', '--model', 'claude']);
    assert.match(stdout, /^session\.c:20:5: error: Copies without a bound: /);
    const outcome = checkOutcome(await wyeJson(place, 0,
      ['run', 'review.security', 'session.c', '--model', 'builtin']));
    assert.ok(outcome.findings.length > 0);
    assert.ok(outcome.findings.every(({ category }) => category === 'security'));
  });

  for (const [name, script, model] of [['anthropic', 'anthropic', 'claude'],
    ['openai', 'openai', 'gpt']]) {
    test(`explain, ${name}`, async (context) => {
      const place = openDemo(context);
      const text = 'Keeps a **cart**. 🙂\n';
      wall.script(script, { text, times: 2 });
      const { stdout, stderr } = await wye(place, 0,
        ['run', 'explain', 'cart.js:11', '--model', model]);
      assert.equal(stdout, text);
      assert.match(stderr, /wye: shown by .* for \$0\.\d+ in \d+\.\d s: /);
      const outcome = checkOutcome(
        await wyeJson(place, 0, ['run', 'explain', 'cart.js:11', '--model', model]));
      assert.deepEqual([outcome.status, outcome.provider, outcome.markdown],
        ['shown', name, text]);
      assert.deepEqual([outcome.action, outcome.task, outcome.language],
        ['explain', 'explain', 'javascript']);
    });

    test(`review, ${name}`, async (context) => {
      const place = openDemo(context);
      wall.script(script, { text: findings, times: 2 });
      const { stdout, stderr } = await wye(place, 0,
        ['run', 'review', 'session.c', '--model', model]);
      assert.equal(stdout, [
        'session.c:20:5: error: Copies without a bound: A longer name overwrites what follows. ' +
          '[model]',
        'session.c:41:5: hint: Copies without a bound: A longer name overwrites what follows. ' +
          '[model]', ''].join('\n'));
      assert.match(stderr, /1 remark was left out/);
      const outcome = checkOutcome(
        await wyeJson(place, 0, ['run', 'review', 'session.c', '--model', model]));
      assert.equal(outcome.status, 'published');
      assert.deepEqual(outcome.findings.map(({ severity }) => severity), ['error', 'hint']);
    });

    test(`refactor.simplify, ${name}`, async (context) => {
      const place = openDemo(context);
      wall.script(script, { text: answer, times: 3 });
      const call = ['run', 'refactor.simplify', needsOrder, '--model', model];
      const { stdout } = await wye(place, 0, call);
      assert.match(stdout, /^--- a\/inventory\.py\n\+\+\+ b\/inventory\.py\n@@ /);
      assert.equal((await wye(place, 0, [...call, '--diff'])).stdout, stdout);
      assert.equal(place.read('inventory.py'), inventory);
      const outcome = checkOutcome(await wyeJson(place, 0, call));
      assert.equal(outcome.status, 'shown');
      const [{ textDocument, edits }] = outcome.edits.documentChanges;
      assert.deepEqual(textDocument, { uri: place.uri('inventory.py'), version: null });
      assert.equal(applyEdits(inventory, edits), simpler);
      const patch = spawnSync('patch', ['-p1'], { cwd: place.project, input: stdout });
      if (patch.error?.code === 'ENOENT') {
        context.diagnostic('patch is not installed: --apply stands in for it');
        wall.script(script, { text: answer });
        await wye(place, 0, [...call, '--apply']);
      } else {
        assert.equal(patch.status, 0, String(patch.stdout));
      }
      assert.equal(place.read('inventory.py'), simpler);
    });
  }

  test('with no key, builtin does all three', async (context) => {
    const place = openDemo(context, { keys: [] });
    const explain = await wye(place, 0, ['run', 'explain', 'inventory.py:23']);
    assert.match(explain.stdout, /order_quantity/);
    assert.match(explain.stderr, /built-in engine/);
    const review = await wye(place, 0, ['run', 'review', 'session.c']);
    assert.match(review.stdout, /^session\.c:20:5: (error|warning): .* \[[a-z-]+\]$/m);
    const simplify = await wye(place, 0, ['run', 'refactor.simplify', needsOrder, '--apply']);
    assert.equal(simplify.stdout, '');
    assert.equal(place.read('inventory.py'), simpler);
    for (const call of [['explain', 'cart.js'], ['review', 'cart.js'],
      ['refactor.simplify', 'session.c:31']])
      checkOutcome(await wyeJson(place, 0, ['run', ...call]));
    assert.equal(wall.requests.length, 0);
  });

  test('nothing to change is done too', async (context) => {
    const place = openDemo(context);
    const same = /def load[^]*?return.*\n/.exec(inventory)[0];
    wall.script('anthropic', { text: `\`\`\`python\n${same}\`\`\``, times: 2 });
    const { stdout, stderr } = await wye(place, 0, ['run', 'refactor.simplify', 'inventory.py:18']);
    assert.equal(stdout, '');
    assert.match(stderr, /nothing was changed/);
    const outcome = checkOutcome(
      await wyeJson(place, 0, ['run', 'refactor.simplify', 'inventory.py:18']));
    assert.equal(outcome.status, 'unchanged');
  });

  test('no result: status 1, the reason on stderr', async (context) => {
    const place = openDemo(context);
    for (const dialect of ['anthropic', 'openai'])
      wall.script(dialect, { status: 500, error: { message: 'On fire.' }, times: 'forever' });
    const { stdout, stderr } = await wye(place, 1, ['run', 'refactor.simplify', needsOrder]);
    assert.equal(stdout, '');
    assert.match(stderr, /On fire\./);
    const outcome = checkOutcome(
      await wyeJson(place, 1, ['run', 'refactor.simplify', needsOrder]));
    assert.equal(outcome.status, 'failed');
    assert.ok(attempts(outcome).every((attempt) => attempt.endsWith('http_500')));
  });

  test('what is refused is kept, and nothing is written', async (context) => {
    const place = openDemo(context);
    for (const dialect of ['anthropic', 'openai'])
      wall.script(dialect, { text: '```python\ndef needs_order(item:\n```', times: 'forever' });
    const { stderr } = await wye(place, 1, ['run', 'refactor.simplify', needsOrder, '--apply']);
    const [, kept] = /kept in (\S+\.md)/.exec(stderr);
    assert.ok(kept.startsWith(join(place.state, 'refused')));
    assert.match(readFileSync(kept, 'utf8'), /needs_order/);
    assert.equal(statSync(place.state).mode & 0o777, 0o700);
    assert.equal(place.read('inventory.py'), inventory);
  });

  test('interrupted: 130, and the connection is closed', async (context) => {
    for (const signal of ['SIGINT', 'SIGTERM']) {
      const place = openDemo(context);
      wall.reset();
      wall.script('openai', { fault: 'stall' });
      const { child, ended } = startWye(place, ['run', 'explain', 'cart.js:11']);
      await until(() => wall.requests[0]?.status);
      child.kill(signal);
      assert.deepEqual((({ status, stdout }) => [status, stdout])(await ended), [130, '']);
      assert.ok((await wall.waitFor((request) => request.isOver)).closedByClient);
    }
  });

  test('a model that nobody knows is a wrong call', async (context) => {
    const place = openDemo(context);
    const { stderr } = await wye(place, 2, ['run', 'explain', 'cart.js', '--model', 'clude']);
    assert.match(stderr, /clude/);
  });
});

describe('--apply', () => {
  test('keeps the mode, leaves nothing beside', async (context) => {
    const place = openDemo(context);
    wall.script('anthropic', { text: answer });
    const path = join(place.project, 'inventory.py');
    chmodSync(path, 0o755);
    const before = statSync(path);
    const names = readdirSync(place.project);
    await wye(place, 0, ['run', 'refactor.simplify', needsOrder, '--apply']);
    assert.equal(place.read('inventory.py'), simpler);
    assert.equal(statSync(path).mode, before.mode);
    assert.notEqual(statSync(path).ino, before.ino); // a new file, renamed: whole or not at all
    assert.deepEqual(readdirSync(place.project), names);
  });

  test("writes a symbolic link's target", async (context) => {
    const place = openDemo(context);
    wall.script('anthropic', { text: answer });
    mkdirSync(join(place.project, 'real'));
    const path = join(place.project, 'inventory.py');
    copyFileSync(path, join(place.project, 'real', 'file.py'));
    unlinkSync(path);
    symlinkSync('real/file.py', path);
    await wye(place, 0, ['run', 'refactor.simplify', needsOrder, '--apply']);
    assert.ok(lstatSync(path).isSymbolicLink());
    assert.equal(readFileSync(join(place.project, 'real', 'file.py'), 'utf8'), simpler);
  });

  test('a file that changed meanwhile is left alone', async (context) => {
    const place = openDemo(context);
    wall.script('anthropic', { text: answer, delayMs: 1000 });
    const { ended } = startWye(place, ['run', 'refactor.simplify', needsOrder, '--apply']);
    await until(() => wall.requests[0]?.body);
    writeFileSync(join(place.project, 'inventory.py'), '# mine\n');
    const { status, stderr } = await ended;
    assert.equal(status, 1);
    assert.match(stderr, /changed meanwhile/);
    assert.equal(place.read('inventory.py'), '# mine\n');
  });

  test('a file that may not be written is said so', { skip: process.getuid() === 0 &&
    'root may write everything' }, async (context) => {
    const place = openDemo(context);
    wall.script('anthropic', { text: answer });
    chmodSync(join(place.project, 'inventory.py'), 0o444);
    const { stderr } = await wye(place, 1, ['run', 'refactor.simplify', needsOrder, '--apply']);
    assert.match(stderr, /cannot write/);
  });
});

describe('RANGE', () => {
  // The name of what is meant, as the title says it.
  async function meant(place, target) {
    wall.reset();
    wall.script('openai', { text: 'Yes.\n' });
    await wye(place, 0, ['run', 'explain', target]);
    return /Explain (.*?) to a developer/.exec(JSON.stringify(wall.requests[0].body.messages))[1];
  }

  test('a cursor, a selection, the file', async (context) => {
    const place = openDemo(context);
    assert.match(await meant(place, 'inventory.py:35'), /needs_order/);
    assert.match(await meant(place, 'inventory.py:35:9'), /needs_order/);
    assert.match(await meant(place, 'inventory.py:34-38'), /needs_order/);
    assert.match(await meant(place, 'inventory.py:34:1-38:20'), /needs_order/);
    assert.match(await meant(place, 'inventory.py'), /inventory\.py|file/);
    assert.match(await meant(place, './inventory.py:35'), /needs_order/);
    assert.match(await meant(place, join(place.project, 'inventory.py:35')), /needs_order/);
  });

  test('columns count code points, the end is included', async (context) => {
    const place = openDemo(context);
    const line = 'const s = "äö🙂"; const g = (b) => b + 1; const t = 1;';
    place.write('wide.js', `${line}\n`);
    const [start] = [[...line].join('') && [...line.slice(0, line.indexOf('const g'))].length + 1];
    const end = start + 'const g = (b) => b + 1;'.length - 1;
    wall.script('anthropic', { text: '```js\nconst g = (b) => 1 + b;\n```' });
    await wye(place, 0, ['run', 'refactor.simplify', `wide.js:1:${start}-1:${end}`, '--apply',
      '--model', 'claude']);
    assert.equal(place.read('wide.js'), `${line.replace('b + 1', '1 + b')}\n`);
  });

  test('a name that ends like a range', async (context) => {
    const place = openDemo(context);
    place.write('odd:12', 'int odd;\n');
    place.write('a:b.c', 'int f(void) {\n    return 1;\n}\n');
    wall.script('openai', { text: 'Yes.\n', times: 9 });
    await wye(place, 0, ['run', 'explain', 'odd:12']);
    await wye(place, 0, ['run', 'explain', 'a:b.c:2']);
  });

  for (const [target, complaint] of [['inventory.py:0', /inventory\.py:0/],
    ['inventory.py:999', /no line 999/], ['inventory.py:5-3', /ends before/],
    ['inventory.py:x', /inventory\.py:x/], ['inventory.py:1-', /inventory\.py:1-/],
    ['inventory.py:1:0', /inventory\.py:1:0/], ['inventory.py:99999999999999999999', /9999/],
    ['missing.py', /missing\.py/], ['.', /regular file/], ['', /cannot read/]])
    test(`"${target}" is a wrong call`, async (context) => {
      const place = openDemo(context);
      const { stdout, stderr } = await wye(place, 2, ['run', 'explain', target]);
      assert.equal(stdout, '');
      assert.match(stderr, complaint);
      assert.equal(wall.requests.length, 0);
    });
});

describe('terminal', () => {
  // A container may have no script(1), or no /dev/pts to open a terminal in.
  const hasScript = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;
  const options = { skip: !hasScript && 'script(1) cannot play a terminal here' };

  for (const [name, env, hasColour] of [['colours', {}, true], ['NO_COLOR', { NO_COLOR: '1' },
    false]])
    test(`progress on stderr: ${name}`, options, async (context) => {
      const place = openDemo(context, { env: { ...env, TERM: 'xterm' } });
      wall.script('openai', { text: 'Yes. '.repeat(40), chunks: 20, chunkDelayMs: 40 });
      const { ended } = startWye(place, ['-qec',
        `"${binary}" run explain cart.js:11 >answer.md`, '/dev/null'],
      { binary: 'script' });
      const { stdout } = await ended;
      assert.match(stdout, /GPT.* · \d+ tokens · \d+ s/);
      assert.equal(/\x1b\[\d*m/.test(stdout), hasColour);
      assert.equal(place.read('answer.md'), `${'Yes. '.repeat(40).trim()}\n`);
    });

  test('none where stderr is no terminal', async (context) => {
    const place = openDemo(context);
    wall.script('openai', { text: 'Yes. '.repeat(40), chunks: 20, chunkDelayMs: 30 });
    const { stderr } = await wye(place, 0, ['run', 'explain', 'cart.js:11']);
    assert.ok(!/[\r\x1b]/.test(stderr), stderr);
  });
});
