// review.changes on the command line, with a real git: what a repository has configured is not run,
// and what git cannot tell is said. What is made of its answers is in tests/sessions.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { startWall } from '../wall/wall.mjs';
import { checkOutcome, wye, wyeJson } from './cli.mjs';
import { inventory, openDemo } from './demo.mjs';

let wall;
before(async () => { wall = await startWall({ lifetimeMs: 900_000 }); });
after(() => wall.close());

// A real git in a place's project; gives what it says.
const gitIn = (place) => (...args) => {
  const own = ['-c', 'user.name=a', '-c', 'user.email=a@b'];
  const { status, stdout } = spawnSync('git', [...own, ...args],
    { cwd: place.project, env: place.env, encoding: 'utf8' });
  assert.equal(status, 0, args.join(' '));
  return stdout;
};

test('with a real git', async (context) => {
  const place = openDemo(context, { wall });
  const git = gitIn(place);
  const call = ['run', 'review.changes', 'inventory.py', '--model', 'builtin'];
  const none = /no git repository|can compare with no commit/;
  assert.match((await wye(place, 1, call)).stderr, none);
  git('init', '-q');
  assert.match((await wye(place, 1, call)).stderr, /Git can compare with no commit: there is non/);
  git('add', '.');
  git('commit', '-qm', 'one');
  assert.match((await wye(place, 0, call)).stderr, /Nothing differs from HEAD/);
  // A new file is new as a whole.
  place.write('new.py', 'def run(text):\n    return eval(text)\n');
  const whole = await wye(place, 0, ['run', 'review.changes', 'new.py', '--model', 'builtin']);
  assert.match(whole.stdout, /^new\.py:2:\d+: \w+: .*\[eval-exec\]\n$/);
  // What a repository has configured to run on a diff, a blob or a start is not run.
  git('config', 'core.fsmonitor', 'touch ran');
  git('config', 'core.pager', 'touch ran');
  git('config', 'diff.own.textconv', 'touch ran');
  git('config', 'filter.own.smudge', 'touch ran');
  git('config', 'alias.cat-file', '!touch ran');
  place.write('.gitattributes', '*.py diff=own filter=own\n');
  place.write('inventory.py', `${inventory}\n\ndef run(text):\n    return eval(text)\n`);
  const { stdout } = await wye(place, 0, call);
  assert.match(stdout, /^inventory\.py:\d+:\d+: \w+: .*\[eval-exec\]\n$/);
  assert.ok(!readdirSync(place.project).includes('ran'));
});

test('more than a model is shown is said so', async (context) => {
  const place = openDemo(context, { wall });
  const git = gitIn(place);
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'one');
  place.write('new.py', 'x = 1  # one more line of it\n'.repeat(8000));
  wall.script('anthropic', { text: JSON.stringify({ findings: [] }) });
  const { stderr } = await wye(place, 0, ['run', 'review.changes', 'new.py', '--model', 'claude']);
  assert.match(stderr, /Only the first 128 KB of the changes were reviewed/);
  assert.ok(wall.requests.at(-1).body.messages[0].content.length < 200_000);
});

test('of names that git could misread', async (context) => {
  const place = openDemo(context, { wall });
  const git = gitIn(place);
  const names = [':shop.py', '-shop.py', 'a b.py', 'é.py', 'x~1.py', 'x@{0}.py', '*.py'];
  git('init', '-q');
  for (const name of names) place.write(name, 'import os\n');
  git('add', '.');
  git('commit', '-qm', 'one');
  for (const name of names) {
    place.write(name, `import os\n\n\ndef run(text):\n    return eval(text)\n`);
    const { stdout } = await wye(place, 0,
      ['run', 'review.changes', `./${name}`, '--model', 'builtin']);
    assert.match(stdout, /:5:\d+: \w+: .*\[eval-exec\]\n$/, name);
  }
});

// A partial clone fetches what it lacks: by a command, if its configuration says so. The git that
// is asked here does not know the variable that forbids fetching, as older ones do not.
test('where an object would have to be fetched', async (context) => {
  const place = openDemo(context, { wall });
  const git = gitIn(place);
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'one');
  const blob = git('rev-parse', 'HEAD:inventory.py').trim();
  unlinkSync(join(place.project, '.git/objects', blob.slice(0, 2), blob.slice(2)));
  const ran = join(place.folder, 'ran');
  for (const [name, value] of [['core.repositoryformatversion', '1'],
    ['extensions.partialClone', 'evil'], ['remote.evil.promisor', 'true'],
    ['remote.evil.url', `ext::sh -c touch% ${ran}`], ['protocol.allow', 'always'],
    ['protocol.ext.allow', 'always']])
    git('config', name, value);
  const real = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim();
  const old = join(place.folder, 'bin', 'git');
  mkdirSync(join(place.folder, 'bin'));
  writeFileSync(old, `#!/bin/sh\nunset GIT_NO_LAZY_FETCH\nexec ${real} "$@"\n`, { mode: 0o755 });
  place.env.PATH = `${join(place.folder, 'bin')}:${place.env.PATH}`;
  const call = ['run', 'review.changes', 'inventory.py', '--model', 'builtin'];
  // Git says so, or is ended by a pipe that nobody reads.
  const unread = /Git (has this file at HEAD and cannot read it|gave no answer)/;
  assert.match((await wye(place, 1, call)).stderr, unread);
  assert.ok(!readdirSync(place.folder).includes('ran'));
  // That the trap is one:
  spawnSync(old, ['cat-file', 'blob', blob], { cwd: place.project, env: place.env });
  assert.ok(readdirSync(place.folder).includes('ran'));
});

test('by a git that hangs', async (context) => {
  const place = openDemo(context, { wall });
  gitIn(place)('init', '-q');
  mkdirSync(join(place.folder, 'bin'));
  writeFileSync(join(place.folder, 'bin', 'git'), '#!/bin/sh\nsleep 60\n', { mode: 0o755 });
  place.env.PATH = `${join(place.folder, 'bin')}:${place.env.PATH}`;
  const call = ['run', 'review.changes', 'inventory.py', '--model', 'builtin'];
  assert.match((await wye(place, 1, call)).stderr, /Git gave no answer: /);
});

// The same fault stands in a line that was there and in one that is new: the new one counts.
const faults = {
  'shop.c': ['void a(char *to, const char *from) {\n    strcpy(to, from);\n}\n',
    'void b(char *to, const char *from) {\n    strcpy(to, from);\n}\n'],
  'shop.js': ['function a(x) {\n  return eval(x);\n}\n', 'function b(x) {\n  return eval(x);\n}\n'],
  'shop.go': ['package shop\n\nfunc a(f string) error {\n' +
    '\treturn exec.Command("sh", "-c", f).Run()\n}\n',
    '\nfunc b(f string) error {\n\treturn exec.Command("sh", "-c", f).Run()\n}\n'],
  'Shop.java': ['class A {\n    void a() {\n        try {\n            b();\n        } catch ' +
    '(Exception e) {\n        }\n    }\n}\n', 'class B {\n    void b() {\n        try {\n' +
    '            a();\n        } catch (Exception e) {\n        }\n    }\n}\n'],
};
for (const [name, [was, added]] of Object.entries(faults))
  test(`of ${name}, by the built-in engine and by a model`, async (context) => {
    const place = openDemo(context, { wall });
    const git = gitIn(place);
    git('init', '-q');
    place.write(name, was);
    git('add', '.');
    git('commit', '-qm', 'one');
    place.write(name, `${was}\n${added}`);
    const first = was.split('\n').length + 1;
    const call = ['run', 'review.changes', name, '--model'];
    const builtin = checkOutcome(await wyeJson(place, 0, [...call, 'builtin']));
    assert.ok(builtin.findings.length > 0);
    const quote = added.split('\n').find((line) => / {4}|\t| {2}/.test(line)).trim();
    wall.script('anthropic', { text: JSON.stringify({ findings: [
      { quote, severity: 'error', category: 'security', title: 'Wrong', detail: 'It is.',
        suggestion: null },
      { quote: was.split('\n')[0], severity: 'error', category: 'security', title: 'Old',
        detail: 'It was there.', suggestion: null }] }) });
    const byModel = checkOutcome(await wyeJson(place, 0, [...call, 'claude']));
    assert.deepEqual(byModel.findings.map(({ title }) => title), ['Wrong']);
    for (const { range } of [...builtin.findings, ...byModel.findings])
      assert.ok(range.start.line + 1 >= first, `line ${range.start.line + 1}, not ${first}`);
  });
