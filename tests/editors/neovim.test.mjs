// wye in real Neovims, set up by nothing but the lines that the README gives. Each case is one
// start of Neovim (neovim/driver.lua); what a model would say comes from the wall. forky moves:
// where its Neovim cannot be had, trixie's alone will do; where none can, this fails.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';

import { startWall } from '../wall/wall.mjs';
import { answer, commit, documented, drive as driveEditor, extracted, findings, here, install, play,
  readme, simpler, source, stageFor, testFile } from './stage.mjs';

let wall;
before(async () => { wall = await startWall({ lifetimeMs: 900_000 }); });
beforeEach(() => wall.reset());
after(() => wall.close());

const installs = new Map();
for (const suite of ['forky', 'trixie']) installs.set(suite, install('neovim', suite));

async function drive(context, nvim, name, { expected = '', before, ...options } = {}) {
  const { stdout: version } = await play(nvim, ['--version'], {});
  const isNew = Number(/NVIM v0\.(\d+)/.exec(version)[1]) >= 11;
  const place = stageFor(context, { wall, ...options });
  mkdirSync(join(place.env.XDG_CONFIG_HOME, 'nvim'));
  writeFileSync(join(place.env.XDG_CONFIG_HOME, 'nvim', 'init.lua'),
    readme(isNew ? 'neovim-0.11' : 'neovim-0.10'));
  if (before) commit(place, 'größe.py', before);
  await driveEditor(place, nvim,
    ['--clean', '--headless', '-l', join(here, 'neovim', 'driver.lua'), name],
    { WYE_FILE: place.write('größe.py', source), WYE_LINE: '5', WYE_EXPECTED: expected });
}

const cases = {
  'explain opens a document': async (context, nvim) => {
    const expected = 'Tells whether `count` is **large**: größer als 3 🙂.\n\nNo more.\n';
    wall.script('openai', { text: expected });
    await drive(context, nvim, 'explain', { expected });
    assert.equal(wall.requests.length, 1);
    assert.match(JSON.stringify(wall.requests[0].body.messages), /def is_large/);
  },
  'review sets diagnostics': async (context, nvim) => {
    wall.script('anthropic', { text: findings });
    await drive(context, nvim, 'review', { expected: 'Three is not large: Use >= here. 🙂' });
  },
  'a finding goes when its suggestion is applied': async (context, nvim) => {
    wall.script('anthropic', { text: findings });
    await drive(context, nvim, 'suggestion',
      { expected: source.replace('count > 3', 'count >= 3') });
  },
  'simplify edits the buffer, undo takes it back': async (context, nvim) => {
    wall.script('anthropic', { text: answer });
    await drive(context, nvim, 'simplify', { expected: simpler });
  },
  'a diagnostic is fixed': async (context, nvim) => {
    wall.script('anthropic', { text: findings });
    wall.script('openai', { text: answer });
    await drive(context, nvim, 'fix', { expected: simpler });
    assert.match(JSON.stringify(wall.requests[1].body.messages), /Three is not large/);
  },
  'a selection becomes a function': async (context, nvim) => {
    wall.script('anthropic', { text: extracted.answer });
    await drive(context, nvim, 'extract', { expected: extracted.text });
  },
  'modernize and optimize': async (context, nvim) => {
    wall.script('anthropic', { text: answer, times: 2 });
    await drive(context, nvim, 'rewrites', { expected: simpler });
  },
  'a review of security': async (context, nvim) => {
    wall.script('anthropic', { text: findings });
    await drive(context, nvim, 'security', { expected: 'Three is not large: Use >= here. 🙂' });
  },
  'a review of what differs from HEAD': async (context, nvim) => {
    wall.script('anthropic', { text: findings });
    await drive(context, nvim, 'changes', { expected: 'Three is not large: Use >= here. 🙂',
      before: source.replace('count > 3', 'count > 2') });
    assert.match(JSON.stringify(wall.requests[0].body.messages), /-    if count > 2/);
  },
  'a doc string': async (context, nvim) => {
    wall.script('openai', { text: documented.answer });
    await drive(context, nvim, 'document', { expected: documented.text });
  },
  'a new test file': async (context, nvim) => {
    wall.script('anthropic', { text: `\`\`\`python\n${testFile}\`\`\`\n` });
    await drive(context, nvim, 'test', { expected: testFile });
  },
  'cancel closes the connection': async (context, nvim) => {
    wall.script('openai', { fault: 'stall', text: 'Once upon a time. '.repeat(40) });
    await drive(context, nvim, 'cancel');
    assert.equal(wall.requests.length, 1);
    assert.ok((await wall.waitFor((request) => request.isOver)).closedByClient);
  },
  'typing in the lines that an answer would change': async (context, nvim) => {
    wall.script('anthropic', { text: answer, delayMs: 2500 });
    await drive(context, nvim, 'typing-there');
  },
  'typing elsewhere while an answer is on its way': async (context, nvim) => {
    wall.script('anthropic', { text: answer, delayMs: 2500 });
    await drive(context, nvim, 'typing-elsewhere', { expected: simpler });
  },
  'a provider that is down': async (context, nvim) => {
    wall.script('openai', { status: 500, times: 'forever' });
    wall.script('anthropic', { text: 'From the second one.\n' });
    await drive(context, nvim, 'fallback', { expected: 'From the second one.\n' });
  },
  'no key': async (context, nvim) => {
    await drive(context, nvim, 'builtin', { keys: [], expected: simpler });
    assert.equal(wall.requests.length, 0);
  },
};

test('a Neovim can be had', async () => {
  const results = await Promise.all(installs.values());
  assert.ok(results.some(({ status }) => status === 0),
    `no Neovim could be installed:\n${results.map(({ stderr }) => stderr).join('')}`);
});

for (const [suite, install] of installs)
  describe(`Neovim of ${suite}`, () => {
    for (const [name, run] of Object.entries(cases))
      test(name, async (context) => {
        const { status, stdout, stderr } = await install;
        if (status !== 0) context.skip(stderr.trim().split('\n').at(-1));
        else await run(context, stdout.trim());
      });
  });
