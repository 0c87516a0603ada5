// wye's package in a real Emacs, set up by nothing but the README's lines, in batch and in a
// terminal. Each case is one start (emacs/package.el); what a model would say comes from the wall.

import assert from 'node:assert/strict';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';

import { root } from '../e2e/place.mjs';
import { startWall } from '../wall/wall.mjs';
import { answer, cloneFor, drive, findings, here, install, play, readme, simpler, source, stageFor }
  from './stage.mjs';

let wall;
before(async () => { wall = await startWall({ lifetimeMs: 900_000 }); });
beforeEach(() => wall.reset());
after(() => wall.close());

const installed = install('emacs', 'trixie');
async function emacs() {
  const { status, stdout, stderr } = await installed;
  assert.equal(status, 0, stderr);
  return stdout.trim();
}

// The file's name is plain: eglot 1.17 finds no buffer for diagnostics of one that is not ASCII.
async function perform(context, name, { expected = '', inTerminal, ...options } = {}) {
  const program = await emacs();
  const place = stageFor(context, { wall, ...options });
  cloneFor(place, 'emacs');
  const init = join(place.folder, 'init.el');
  writeFileSync(init, readme('emacs-package'));
  const env = { WYE_INIT: init, WYE_CASE: name, WYE_FILE: place.write('groesse.py', source),
    WYE_EXPECTED: expected, TERM: 'xterm' };
  const driver = join(here, 'emacs', 'package.el');
  if (inTerminal)
    await drive(place, 'script', ['-qec', `${program} -Q -nw -l ${driver}`, '/dev/null'], env);
  else
    await drive(place, program, ['-Q', '--batch', '-l', driver], env);
}

const text = 'Tells whether `count` is **large**: größer als 3 🙂.\n\nThe end.\n';
const said = (request) => JSON.stringify(request.body.messages);
const noneAsked = () => assert.ok(wall.requests.every(({ body }) => !body?.messages));

for (const inTerminal of [false, true]) {
  const where = inTerminal ? 'in a terminal: ' : '';

  test(`${where}an explanation streams, with who, why and how much`, async (context) => {
    wall.script('openai', { chunks: text.split(/(?<=\n\n)/), chunkDelayMs: 1500 });
    await perform(context, 'explain', { expected: text, inTerminal });
    assert.equal(wall.requests.length, 1);
    assert.match(said(wall.requests[0]), /def is_large/);
  });

  test(`${where}an edit is shown first, and accepted`, async (context) => {
    wall.script('anthropic', { text: answer });
    await perform(context, 'accept', { expected: simpler, inTerminal });
    assert.equal(wall.requests.length, 1);
  });

  test(`${where}C-g closes the connection`, async (context) => {
    wall.script('openai', { fault: 'stall', text: 'Once upon a time. '.repeat(40) });
    await perform(context, 'cancel', { inTerminal });
    assert.equal(wall.requests.length, 1);
    assert.ok((await wall.waitFor((request) => request.isOver)).closedByClient);
  });
}

test('asked again of another model', async (context) => {
  wall.script('openai', { text: 'The first.\n' });
  wall.script('anthropic', { text: 'The second.\n' });
  await perform(context, 'again');
  assert.deepEqual(wall.requests.map(({ dialect }) => dialect), ['openai', 'anthropic']);
});

test('a review, and its quick fix', async (context) => {
  wall.script('anthropic', { text: findings });
  await perform(context, 'suggestion', { expected: source.replace('count > 3', 'count >= 3') });
  assert.equal(wall.requests.length, 1);
});

for (const [name, what, pattern] of [
  ['simplify', 'an edit behind non-ASCII text, and undo', /is_large/],
  ['instruct', 'an instruction', /without a branch, bitte: größer/],
  ['comment', 'an instruction in a comment', /one line/],
  ['discard', 'an edit is shown first, and discarded', /is_large/],
  ['moved', 'what is typed while an edit is shown stays', /is_large/],
])
  test(what, async (context) => {
    wall.script('anthropic', { text: answer });
    await perform(context, name, { expected: simpler });
    assert.equal(wall.requests.length, 1);
    assert.match(said(wall.requests[0]), pattern);
  });

test('what another backend marks is fixed', async (context) => {
  wall.script('openai', { text: answer });
  await perform(context, 'fix', { expected: simpler });
  assert.match(said(wall.requests[0]), /No else here/);
});

test('a provider that is down', async (context) => {
  wall.script('openai', { status: 500, times: 'forever' });
  wall.script('anthropic', { text: 'From the second one.\n' });
  await perform(context, 'fallback', { expected: 'From the second one.' });
  assert.equal(wall.requests.at(-1).dialect, 'anthropic');
});

test('no key', async (context) => {
  await perform(context, 'builtin', { keys: [] });
  assert.equal(wall.requests.length, 0);
});

test('a server that is killed', async (context) => {
  wall.script('openai', { text });
  await perform(context, 'killed', { expected: 'The end.' });
  assert.equal(wall.requests.length, 1);
});

test('doctor, report and route', async (context) => {
  await perform(context, 'tools');
  noneAsked();
});

test('the package compiles and is tidy, and its autoloads name it to eglot', async (context) => {
  const program = await emacs();
  const place = stageFor(context, { wall });
  const names = ['wye.el', 'wye-tools.el'];
  for (const name of names) copyFileSync(join(root, 'editors/emacs', name), place.write(name, ''));
  const batch = (...call) => play(program, ['-Q', '--batch', '-L', place.project, ...call],
    { cwd: place.project, env: place.env });
  const loaddefs = join(place.project, 'wye-autoloads.el');
  for (const call of [
    ['--eval', '(setq byte-compile-error-on-warn t)', '-f', 'batch-byte-compile', ...names],
    ...names.map((name) => ['--eval', `(checkdoc-file "${name}")`]),
    ['--eval', `(loaddefs-generate "${place.project}" "${loaddefs}")`, '-l', loaddefs, '--eval',
      `(progn (require 'eglot) (unless (and (assoc wye-modes eglot-server-programs)
      (autoloadp (symbol-function 'wye-doctor))) (message "Warning: not there")))`]]) {
    const { status, stderr } = await batch(...call);
    assert.equal(status, 0, stderr);
    assert.doesNotMatch(stderr, /warning/i);
  }
});
