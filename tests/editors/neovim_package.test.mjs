// wye's package in real Neovims, set up by nothing but the README's lines. Each case is one start
// (neovim/package.lua); what a model would say comes from the wall.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';

import { root } from '../e2e/place.mjs';
import { startWall } from '../wall/wall.mjs';
import { answer, cloneFor, drive, extracted, findings, here, install, play, readme, simpler,
  source, stageFor } from './stage.mjs';

let wall;
before(async () => { wall = await startWall({ lifetimeMs: 900_000 }); });
beforeEach(() => wall.reset());
after(() => wall.close());

const installs = new Map();
for (const suite of ['forky', 'trixie']) installs.set(suite, install('neovim', suite));

async function perform(context, nvim, name, { expected = '', ...options } = {}) {
  const place = stageFor(context, { wall, ...options });
  cloneFor(place, 'nvim');
  mkdirSync(join(place.env.XDG_CONFIG_HOME, 'nvim'));
  writeFileSync(join(place.env.XDG_CONFIG_HOME, 'nvim', 'init.lua'), readme('neovim-package'));
  await drive(place, nvim,
    ['--clean', '--headless', '-l', join(here, 'neovim', 'package.lua'), name],
    { WYE_FILE: place.write('größe.py', source), WYE_LINE: '5', WYE_EXPECTED: expected });
}

const text = 'Tells whether `count` is **large**: größer als 3 🙂.\n\nThe end.\n';
const said = (request) => JSON.stringify(request.body.messages);
// Doctor looks whether providers can be reached, and asks no model.
const noneAsked = () => assert.ok(wall.requests.every(({ body }) => !body?.messages));
const countedOne = () => assert.equal(wall.requests.length, 1);

const cases = {
  'an explanation streams beside the code, with who, why and how much': async (run) => {
    wall.script('openai', { chunks: text.split(/(?<=\n\n)/), chunkDelayMs: 1500 });
    await run('explain', { expected: text });
    countedOne();
    assert.match(said(wall.requests[0]), /def is_large/);
  },
  'an explanation in a float': async (run) => {
    wall.script('openai', { text });
    await run('float', { expected: text });
    countedOne();
  },
  'asked again of another model': async (run) => {
    wall.script('openai', { text: 'The first.\n' });
    wall.script('anthropic', { text: 'The second.\n' });
    await run('again');
    assert.deepEqual(wall.requests.map(({ dialect }) => dialect), ['openai', 'anthropic']);
    assert.match(wall.requests[1].body.model, /haiku/);
  },
  'a review, and its quick fix': async (run) => {
    wall.script('anthropic', { text: findings });
    await run('suggestion', { expected: source.replace('count > 3', 'count >= 3') });
    countedOne();
  },
  'an edit behind non-ASCII text, and undo': async (run) => {
    wall.script('anthropic', { text: answer });
    await run('simplify', { expected: simpler });
    countedOne();
  },
  'an instruction, typed and remembered': async (run) => {
    wall.script('anthropic', { text: answer, times: 3 });
    await run('instruct', { expected: simpler });
    assert.match(said(wall.requests[0]), /without a branch, bitte: größer/);
    assert.match(said(wall.requests[2]), /from the box/);
  },
  'an instruction in a comment': async (run) => {
    wall.script('anthropic', { text: answer });
    await run('comment', { expected: simpler });
    assert.match(said(wall.requests[0]), /one line/);
  },
  'a selection becomes a function': async (run) => {
    wall.script('anthropic', { text: extracted.answer });
    await run('extract', { expected: extracted.text });
    countedOne();
  },
  'what another server marks is fixed': async (run) => {
    wall.script('openai', { text: answer });
    await run('fix', { expected: simpler });
    assert.match(said(wall.requests[0]), /No else here/);
  },
  'cancel closes the connection': async (run) => {
    wall.script('openai', { fault: 'stall', text: 'Once upon a time. '.repeat(40) });
    await run('cancel');
    countedOne();
    assert.ok((await wall.waitFor((request) => request.isOver)).closedByClient);
  },
  'an edit is shown first, and accepted': async (run) => {
    wall.script('anthropic', { text: answer });
    await run('accept', { expected: simpler });
    countedOne();
  },
  'an edit is shown first, and discarded': async (run) => {
    wall.script('anthropic', { text: answer, times: 2 });
    await run('discard', { expected: simpler });
    assert.equal(wall.requests.length, 2);
  },
  'what is typed while an edit is shown stays': async (run) => {
    wall.script('anthropic', { text: answer });
    await run('accept-moved', { expected: simpler });
    countedOne();
  },
  'a provider that is down': async (run) => {
    wall.script('openai', { status: 500, times: 'forever' });
    wall.script('anthropic', { text: 'From the second one.\n' });
    await run('fallback', { expected: 'From the second one.\n' });
    assert.equal(wall.requests.at(-1).dialect, 'anthropic');
  },
  'no key': async (run) => {
    await run('builtin', { keys: [] });
    assert.equal(wall.requests.length, 0);
  },
  'a server that is killed': async (run) => {
    wall.script('openai', { text });
    await run('killed', { expected: text });
    countedOne();
  },
  'pause and resume': async (run) => {
    await run('pause');
    assert.equal(wall.requests.length, 0);
  },
  'route, report, doctor and completion': async (run) => {
    await run('tools');
    noneAsked();
  },
  'help and checkhealth': async (run) => {
    await run('help');
    noneAsked();
  },
};

for (const [suite, install] of installs)
  describe(`the package in Neovim of ${suite}`, () => {
    for (const [name, play] of Object.entries(cases))
      test(name, async (context) => {
        const { status, stdout, stderr } = await install;
        if (status !== 0) context.skip(stderr.trim().split('\n').at(-1));
        else await play((...call) => perform(context, stdout.trim(), ...call));
      });
  });

test('the package is tidy, to luacheck', async (context) => {
  if (!existsSync('/usr/bin/luacheck')) return context.skip('there is no luacheck');
  const { status, stdout } = await play('luacheck', ['--no-color', '-q', '.'],
    { cwd: join(root, 'editors', 'nvim') });
  assert.equal(status, 0, stdout);
});
