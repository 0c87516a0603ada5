// wye in real Neovims, set up by nothing but the lines that the README gives. Each case is one
// start of Neovim (neovim/driver.lua); what a model would say comes from the wall. forky moves:
// where its Neovim cannot be had, trixie's alone will do; where none can, this fails.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { until } from '../e2e/client.mjs';
import { binary, checkReports, placeFor, root } from '../e2e/place.mjs';
import { startWall } from '../wall/wall.mjs';

const here = dirname(fileURLToPath(import.meta.url));
let wall;
before(async () => { wall = await startWall({ lifetimeMs: 900_000 }); });
beforeEach(() => wall.reset());
after(() => wall.close());

async function play(command, args, options) {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => { stdout += text; });
  child.stderr.setEncoding('utf8').on('data', (text) => { stderr += text; });
  const [status] = await once(child, 'close');
  return { status, stdout, stderr };
}

const installs = new Map();
for (const suite of ['forky', 'trixie'])
  installs.set(suite, play(join(here, 'install-neovim.sh'), [suite], {}));

// The block of the README below its mark, to the letter.
function readme(mark) {
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  const block = new RegExp(`^<!-- ${mark} -->\\n\`\`\`\\w+\\n([^]*?)^\`\`\`$`, 'm').exec(text);
  assert.ok(block, `README.md has no block marked ${mark}`);
  return block[1];
}

// Letters of several bytes stand in the line before and in the line itself.
const source = `NAME = "Größe 🙂"

def is_large(count):
    """Größer als „drei“? 🙂"""
    if count > 3:
        return True
    else:
        return False


def after():
    return NAME
`;
const simpler = source.replace(/ {4}if count[^]*?return False\n/, '    return count > 3\n');
const answer = '```python\ndef is_large(count):\n    """Größer als „drei“? 🙂"""\n' +
  '    return count > 3\n```\n';
const findings = JSON.stringify({ findings: [{ quote: 'if count > 3:', severity: 'warning',
  category: 'correctness', title: 'Three is not large', detail: 'Use >= here. 🙂' }] });

function processesOf(place) {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((name) => {
    try {
      return readFileSync(`/proc/${name}/environ`, 'latin1').includes(`HOME=${place.folder}/`);
    } catch {
      return false; // it has ended meanwhile
    }
  });
}

async function drive(context, nvim, name, { expected = '', ...options } = {}) {
  const { stdout: version } = await play(nvim, ['--version'], {});
  const isNew = Number(/NVIM v0\.(\d+)/.exec(version)[1]) >= 11;
  const place = placeFor(context, { wall, ...options });
  mkdirSync(join(place.folder, 'bin'));
  symlinkSync(binary, join(place.folder, 'bin', 'wye'));
  mkdirSync(join(place.env.XDG_CONFIG_HOME, 'nvim'));
  writeFileSync(join(place.env.XDG_CONFIG_HOME, 'nvim', 'init.lua'),
    readme(isNew ? 'neovim-0.11' : 'neovim-0.10'));
  // Neovim keeps the server's stderr to itself: the sanitizers write files instead.
  for (const variable of ['ASAN_OPTIONS', 'UBSAN_OPTIONS'])
    place.env[variable] += `:log_path=${join(place.folder, 'report')}`;
  const { status, stdout, stderr } = await play(nvim,
    ['--clean', '--headless', '-l', join(here, 'neovim', 'driver.lua'), name], {
      cwd: place.project, timeout: 120_000,
      env: { ...place.env, PATH: `${join(place.folder, 'bin')}:${process.env.PATH}`,
        WYE_FILE: place.write('größe.py', source), WYE_LINE: '5', WYE_EXPECTED: expected } });
  assert.equal(status, 0, `${stdout}${stderr}`);
  await until(() => processesOf(place).length === 0);
  for (const file of readdirSync(place.folder).filter((file) => file.startsWith('report.')))
    checkReports(readFileSync(join(place.folder, file), 'utf8'));
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
  'simplify edits the buffer, undo takes it back': async (context, nvim) => {
    wall.script('anthropic', { text: answer });
    await drive(context, nvim, 'simplify', { expected: simpler });
  },
  'cancel closes the connection': async (context, nvim) => {
    wall.script('openai', { fault: 'stall', text: 'Once upon a time. '.repeat(40) });
    await drive(context, nvim, 'cancel');
    assert.equal(wall.requests.length, 1);
    assert.ok((await wall.waitFor((request) => request.isOver)).closedByClient);
  },
  'typing while an answer is on its way': async (context, nvim) => {
    wall.script('anthropic', { text: answer, delayMs: 2500 });
    await drive(context, nvim, 'typing');
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
