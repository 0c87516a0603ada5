// Plays the built-in engine over code that people wrote: what a Debian machine has of it, and the
// npm packages that the build has fetched. Prints how much is found, by language and by rule.
//
//     node tests/corpus/corpus.mjs [OPTION…] [LANGUAGE…] [FOLDER…]
//
// A LANGUAGE is a symbol of languages.def; without one, all are played. A FOLDER is read besides
// the usual ones, and its files come first.
//     --files N       so many files of a language at most (400)
//     --action NAME   refactor.simplify in place of review: it counts the hunks of the diffs
//     --sample N      prints N of the findings with their lines, for a person to judge
//     --seed S        which N (1)
//     --rule REGEX    only findings with such a category/rule
//     --only          only the FOLDERs
//     --strict        exits with 1 where one of the four main languages has too few files
//
// Minified, generated and repeated files are left out, declarations for TypeScript too, and headers
// that are C++. Files come by the hash of their text, sources before headers: a sample across all
// packages, and the same one each time.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync,
  writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const binary = resolve(process.env.WYE_BIN ?? join(root, 'build', 'wye'));
const usual = [...readdirSync('/usr/lib').filter((name) => /^python3/.test(name))
  .map((name) => `/usr/lib/${name}`), '/usr/include', '/usr/share', '/usr/src',
'/usr/lib/node_modules', ...['tests', 'grammars'].map((name) => join(root, name, 'node_modules'))];
const wanted = ['c', 'python', 'javascript', 'typescript'];
const filesWanted = 200, parallel = 2, bytesMin = 200, bytesMax = 300_000, slowMs = 3000;

// --- Which files ---------------------------------------------------------------------------------

function readRows() {
  const text = readFileSync(join(root, 'server/syntax/languages.def'), 'utf8')
    .replace(/^\/\/.*$/gm, '');
  return [...text.matchAll(/LANGUAGE\((\w+), \w+, "([^"]*)"(?:,\s*"[^"]*"){2},\s*"([^"]*)"/g)]
    .map(([, symbol, name, extensions]) => ({ symbol, name, extensions: extensions.split(' ') }));
}

function* filesBelow(folder) {
  let entries = [];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch { /* What may not be read is not there. */ }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== '.git') yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}

const isGenerated = (text) => (
  /@generated|\bgenerated (by|from|with|automatically)|auto-?generated|do not (edit|modify)/i
    .test(text.slice(0, 2000)));
const isPacked = (path, text) => /[.-]min\.|bundle|\/(dist|umd|cjs|esm\w*|es)\//.test(path) ||
  /^.{600}/m.test(text) || text.length / text.split('\n').length > 90 ||
  /^("use strict";\s*)?(var __\w+ =|Object\.defineProperty\(exports, )|^\/\/# sourceMappingURL/m
    .test(text);
const isNoCode = (path, text) => /\.d\.[mc]?ts$/.test(path) || text.includes('\0') ||
  /\/(test|data|snap)\w*\/(fixtures|data|badsyntax\w*|bad_\w*|lib2to3)\b/.test(path) ||
  (/\.h$/.test(path) && /^\s*(template\s*<|namespace\b|class\b|using\b|public:)/m.test(text));

// { path, text } of the files with one of the extensions, none twice.
function readFiles(folders, extensions) {
  const files = new Map();
  for (const path of folders.flatMap((folder) => [...filesBelow(folder)])) {
    if (!extensions.includes(extname(path).slice(1))) continue;
    const size = statSync(path).size;
    const text = size >= bytesMin && size <= bytesMax ? readFileSync(path, 'utf8') : '';
    if (!text || isPacked(path, text) || isGenerated(text) || isNoCode(path, text)) continue;
    const hash = createHash('sha1').update(text.replace(/\s+/g, '')).digest('hex');
    const key = `${path.endsWith('.h') ? 'header' : 'first'} ${hash}`;
    if (!(files.get(key)?.path < path)) files.set(key, { path, text });
  }
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file);
}

function chooseFiles({ extensions }, folders, count) {
  const first = readFiles(folders, extensions);
  const rest = options.only || first.length >= count ? [] : readFiles(usual, extensions);
  return [...first, ...rest].slice(0, count);
}

// --- One file ------------------------------------------------------------------------------------

function call(place, args) {
  return new Promise((done, fail) => {
    const child = spawn(binary, ['run', ...args, '--config', join(place, 'config.json'), '--state',
      place], { env: { PATH: process.env.PATH, HOME: place, LANG: 'C.UTF-8' } });
    let out = '', said = '';
    child.stdout.setEncoding('utf8').on('data', (text) => { out += text; });
    child.stderr.setEncoding('utf8').on('data', (text) => { said += text; });
    child.on('error', fail).on('close', (status) => done({ status, out, said }));
  });
}

// What was found in a file: { line (from 0), end, rule, title, hunk }.
function findingsOf(action, { status, out, said }) {
  if (status !== 0) throw new Error(said.trim() || `exit status ${status}`);
  if (action === 'review')
    return JSON.parse(out).findings.map(({ range, rule, category, severity, title }) => ({
      line: range.start.line, rule: `${category}/${rule}`, title: `${severity}: ${title}` }));
  return out.split(/^(?=@@ )/m).slice(1).map((hunk) => ({
    line: Number(/^@@ -(\d+)/.exec(hunk)[1]) - 1, rule: action, title: '', hunk }));
}

async function play(row, action, place) {
  let next = 0;
  const worker = async () => {
    while (next < row.files.length) {
      const file = row.files[next++], start = Date.now();
      try {
        file.findings = findingsOf(action, await call(place, action === 'review'
          ? [action, file.path, '--json'] : [action, file.path]));
      } catch (error) {
        Object.assign(file, { findings: [], trouble: error.message });
      }
      file.ms = Date.now() - start;
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
}

// --- The page ------------------------------------------------------------------------------------

const table = (...cells) => console.log(cells.map((cell, i) => (
  i ? String(cell).padStart(10) : String(cell).padEnd(44))).join('').trimEnd());
const rate = (count, lines) => (count * 1000 / Math.max(lines, 1)).toFixed(2);

function report(row, findings) {
  const lines = row.files.reduce((sum, { text }) => sum + text.split('\n').length - 1, 0);
  table(row.name, row.files.length, lines, findings.length, rate(findings.length, lines));
  const rules = new Map();
  for (const { rule } of findings) rules.set(rule, (rules.get(rule) ?? 0) + 1);
  for (const [rule, count] of [...rules].sort(([, a], [, b]) => b - a))
    table(`    ${rule}`, '', '', count, rate(count, lines));
  for (const { path, trouble, ms } of row.files)
    if (trouble || ms > slowMs) console.log(`    ${path}: ${trouble ?? `${ms} ms`}`);
}

// A small generator, so that a seed gives the same sample on every machine (mulberry32).
function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6D2B79F5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function sample(findings, count, seed) {
  const random = randomOf(seed), rest = [...findings];
  for (let i = 1; i <= count && rest.length; i++) {
    const [{ path, text, line, rule, title, hunk }] =
      rest.splice(Math.floor(random() * rest.length), 1);
    console.log(`\n#${i} ${path}:${line + 1} ${rule}${title && `: ${title}`}`);
    const lines = text.split('\n'), first = Math.max(0, line - 3);
    console.log(hunk?.trimEnd() ?? lines.slice(first, line + 4).map((each, at) => (
      `${first + at === line ? '>' : ' '} ${each}`)).join('\n'));
  }
}

// --- The call ------------------------------------------------------------------------------------

const options = { files: '400', action: 'review', sample: '0', seed: '1', rule: '' };
const rows = readRows(), chosen = [], given = [];
for (const args = process.argv.slice(2); args.length;) {
  const name = args.shift(), key = name.replace(/^--/, '');
  if (name === '--strict' || name === '--only') options[key] = true;
  else if (key !== name && key in options && args.length) options[key] = args.shift();
  else if (rows.some(({ symbol }) => symbol === name)) chosen.push(name);
  else if (existsSync(name)) given.push(resolve(name));
  else throw new Error(`${name} is no option, no language and no folder`);
}
const played = rows.filter(({ symbol }) => !chosen.length || chosen.includes(symbol));
const place = mkdtempSync(join(tmpdir(), 'wye-corpus-'));
try {
  writeFileSync(join(place, 'config.json'), '{ "routes": [ { "use": ["builtin"] } ] }');
  table('language and rule', 'files', 'lines', 'findings', 'per 1000');
  for (const row of played) {
    row.files = chooseFiles(row, given, Number(options.files));
    await play(row, options.action, place);
    const findings = row.files.flatMap((file) => file.findings.map((each) => (
      { ...each, path: file.path, text: file.text }))).filter(({ rule }) => (
      new RegExp(options.rule).test(rule)));
    report(row, findings);
    sample(findings, Number(options.sample), Number(options.seed));
    if (options.strict && wanted.includes(row.symbol) && row.files.length < filesWanted)
      process.exitCode = 1;
  }
} finally {
  rmSync(place, { recursive: true, force: true });
}
