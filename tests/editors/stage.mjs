// What the tests of all editors share: installing one, the README's own lines as its set-up, the
// file that it opens, and a look at what it leaves behind.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { until } from '../e2e/client.mjs';
import { binary, checkReports, placeFor, root } from '../e2e/place.mjs';

export const here = dirname(fileURLToPath(import.meta.url));

export async function play(command, args, options) {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => { stdout += text; });
  child.stderr.setEncoding('utf8').on('data', (text) => { stderr += text; });
  const [status] = await once(child, 'close');
  return { status, stdout, stderr };
}

// Begins at once; resolves to the program, or to why there is none.
export function install(editor, suite) {
  return play(join(here, 'install-editor.sh'), [editor, suite], {});
}

// The block of the README below its mark, to the letter.
export function readme(mark) {
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  const block = new RegExp(`^<!-- ${mark} -->\\n\`\`\`\\w+\\n([^]*?)^\`\`\`$`, 'm').exec(text);
  assert.ok(block, `README.md has no block marked ${mark}`);
  return block[1];
}

// Letters of several bytes stand in the line before and in the line itself.
export const source = `NAME = "Größe 🙂"

def is_large(count):
    """Größer als „drei“? 🙂"""
    if count > 3:
        return True
    else:
        return False


def after():
    return NAME
`;
export const simpler = source.replace(/ {4}if count[^]*?return False\n/,
  '    return count > 3\n');
export const answer = '```python\ndef is_large(count):\n    """Größer als „drei“? 🙂"""\n' +
  '    return count > 3\n```\n';
const helper = 'def exceeds(count):\n    if count > 3:\n        return True\n    else:\n' +
  '        return False\n\n\n';
const caller = 'def is_large(count):\n    """Größer als „drei“? 🙂"""\n    return exceeds(count)\n';
export const extracted = { answer: `\`\`\`python\n${helper}${caller}\`\`\`\n`,
  text: source.replace(/def is_large[^]*?return False\n/, helper + caller) };
const said = 'def after():\n    """Says the name."""\n    return NAME\n';
export const documented = { answer: `\`\`\`python\n${said}\`\`\`\n`,
  text: source.replace(/def after[^]*$/, said) };
export const testFile = 'from größe import is_large\n\n\ndef test_four_is_large():\n' +
  '    assert is_large(4)\n';
export const findings = JSON.stringify({ findings: [{ quote: 'if count > 3:',
  severity: 'warning', category: 'correctness', title: 'Three is not large',
  detail: 'Use >= here. 🙂', suggestion: 'if count >= 3:' }] });

export function processesOf(place) {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((name) => {
    try {
      return readFileSync(`/proc/${name}/environ`, 'latin1').includes(`HOME=${place.folder}/`);
    } catch {
      return false; // it has ended meanwhile
    }
  });
}

// The file as it was at HEAD, in a repository of its own.
export function commit(place, name, text) {
  place.write(name, text);
  for (const call of [['init', '-q'], ['add', '.'],
    ['-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', 'one']])
    assert.equal(spawnSync('git', call, { cwd: place.project, env: place.env }).status, 0);
}

// A place with `wye` on its path; the sanitizers write files, as editors keep stderr to themselves.
export function stageFor(context, options) {
  const place = placeFor(context, options);
  const programs = join(place.folder, 'bin');
  mkdirSync(programs);
  symlinkSync(binary, join(programs, 'wye'));
  for (const variable of ['ASAN_OPTIONS', 'UBSAN_OPTIONS'])
    place.env[variable] += `:log_path=${join(place.folder, 'report')}`;
  place.env.PATH = `${programs}:${process.env.PATH}`;
  return place;
}

// In HOME, what a newcomer has there who followed the README: the repository, built.
export function cloneFor(place, editor) {
  const clone = join(place.env.HOME, 'wye');
  mkdirSync(join(clone, 'build'), { recursive: true });
  mkdirSync(join(clone, 'editors'));
  for (const object of ['', '-http.so', '-ledger.so'])
    symlinkSync(`${binary}${object}`, join(clone, 'build', `wye${object}`));
  cpSync(join(root, 'editors', editor), join(clone, 'editors', editor), { recursive: true });
}

// Runs the editor to its end: it says what went wrong, leaves no process, and no sanitizer spoke.
export async function drive(place, command, args, env) {
  const { status, stdout, stderr } = await play(command, args,
    { cwd: place.project, timeout: 120_000, env: { ...place.env, ...env } });
  assert.equal(status, 0, `${stdout}${stderr}`);
  await until(() => processesOf(place).length === 0);
  for (const file of readdirSync(place.folder).filter((name) => name.startsWith('report.')))
    checkReports(readFileSync(join(place.folder, file), 'utf8'));
}
