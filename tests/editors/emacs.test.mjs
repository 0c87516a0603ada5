// wye in a real Emacs with its own eglot, set up by nothing but the lines that the README gives.
// Each case is one start of Emacs (emacs/driver.el); what a model would say comes from the wall.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';

import { startWall } from '../wall/wall.mjs';
import { answer, commit, documented, drive, extracted, findings, here, install, readme, simpler,
  source, stageFor, testFile } from './stage.mjs';

let wall;
before(async () => { wall = await startWall({ lifetimeMs: 900_000 }); });
beforeEach(() => wall.reset());
after(() => wall.close());

// The file's name is plain: eglot 1.17 finds no buffer for diagnostics of one that is not ASCII.
const installed = install('emacs', 'trixie');

async function play(context, name, given = {}) {
  const { expected = '', verb = '', at = '', before, ...options } = given;
  const { status, stdout, stderr } = await installed;
  assert.equal(status, 0, stderr);
  const place = stageFor(context, { wall, ...options });
  const init = join(place.folder, 'init.el');
  writeFileSync(init, readme('eglot'));
  if (before) commit(place, 'groesse.py', before);
  await drive(place, stdout.trim(), ['-Q', '--batch', '-l', join(here, 'emacs', 'driver.el')],
    { WYE_INIT: init, WYE_CASE: name, WYE_FILE: place.write('groesse.py', source),
      WYE_EXPECTED: expected, WYE_VERB: verb, WYE_PLACE: at });
}

test('explain opens a document', async (context) => {
  const expected = 'Tells whether `count` is **large**: größer als 3 🙂.\n\nNo more.\n';
  wall.script('openai', { text: expected });
  await play(context, 'explain', { expected });
  assert.equal(wall.requests.length, 1);
});

test('review sets diagnostics', async (context) => {
  wall.script('anthropic', { text: findings });
  await play(context, 'review', { expected: 'wye [model]: Three is not large: Use >= here. 🙂' });
});

test('a finding goes when its suggestion is applied', async (context) => {
  wall.script('anthropic', { text: findings });
  await play(context, 'suggestion', { expected: source.replace('count > 3', 'count >= 3') });
});

for (const verb of ['Modernize', 'Optimize'])
  test(`${verb} edits the buffer`, async (context) => {
    wall.script('anthropic', { text: answer });
    await play(context, 'edit', { expected: simpler, verb });
  });

test('a doc string', async (context) => {
  wall.script('openai', { text: documented.answer });
  await play(context, 'edit', { expected: documented.text, verb: 'Document', at: 'return NA' });
});

test('a selection becomes a function', async (context) => {
  wall.script('anthropic', { text: extracted.answer });
  await play(context, 'extract', { expected: extracted.text });
});

test('a new test file', async (context) => {
  const expected = testFile.replace('größe', 'groesse');
  wall.script('anthropic', { text: `\`\`\`python\n${expected}\`\`\`\n` });
  await play(context, 'test', { expected });
});

test('a review of what differs from HEAD', async (context) => {
  wall.script('anthropic', { text: findings });
  await play(context, 'changes', { expected: 'wye [model]: Three is not large: Use >= here. 🙂',
    before: source.replace('count > 3', 'count > 2') });
  assert.match(JSON.stringify(wall.requests[0].body.messages), /-    if count > 2/);
});

test('a review of security', async (context) => {
  wall.script('anthropic', { text: findings });
  await play(context, 'security',
    { expected: 'wye [model]: Three is not large: Use >= here. 🙂' });
});

test('a diagnostic is fixed', async (context) => {
  wall.script('anthropic', { text: findings });
  wall.script('openai', { text: answer });
  await play(context, 'fix', { expected: simpler });
});

test('simplify edits the buffer, one undo takes it back', async (context) => {
  wall.script('anthropic', { text: answer });
  await play(context, 'simplify', { expected: simpler });
});

test('typing in the lines that an answer would change', async (context) => {
  wall.script('anthropic', { text: answer, delayMs: 2500 });
  await play(context, 'typing-there');
});

test('typing elsewhere while an answer is on its way', async (context) => {
  wall.script('anthropic', { text: answer, delayMs: 2500 });
  await play(context, 'typing-elsewhere', { expected: simpler });
});

test('no key', async (context) => {
  await play(context, 'simplify', { keys: [], expected: simpler });
  assert.equal(wall.requests.length, 0);
});
