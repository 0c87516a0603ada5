// Holds every message that the server sent in the sessions against the types of LSP 3.18 as
// npm's vscode-languageserver-protocol has them, and ours against tests/types/wye.ts.
//
//     node tests/types.mjs build/messages.jsonl
//
// Each distinct message becomes one line of build/types/messages.ts, a literal with its type, so
// that a member that the type does not know is an error as well. Wrong messages stand among them,
// and must be rejected every time. The last line is `N passed, N failed`.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const tests = dirname(fileURLToPath(import.meta.url));
const out = join(tests, '..', 'build', 'types');
const types = { reply: 'Reply', error: 'Failure', request: 'Request',
  notification: 'Notification' };

// --- What must be rejected, each for one thing ---------------------------------------------------

const begin = { kind: 'begin', title: 'Explain add' };
const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
const finding = { range, severity: 2, source: 'wye', message: 'Is it?' };
const usage = { uncached: 1, cacheRead: 0, cacheWrite: 0, output: 1, reasoning: 0,
  estimated: false };
const outcome = { job: '1', action: 'explain', task: 'explain', language: 'c', status: 'shown',
  model: 'm', provider: 'p', reason: '', usage, costMicroUsd: 0, firstTokenMs: null, totalMs: 1,
  attempts: [{ model: 'm', provider: 'p', outcome: 'http_429', ms: 1, usage, costMicroUsd: 0 }],
  markdown: 'Adds.', message: '' };

const told = (method, params, more = {}) => (
  { kind: 'notification', method, message: { jsonrpc: '2.0', method, params, ...more } });
const answered = (method, result, more = {}) => (
  { kind: 'reply', method, message: { jsonrpc: '2.0', id: 1, result, ...more } });
const failed = (error) => (
  { kind: 'error', method: 'shutdown', message: { jsonrpc: '2.0', id: null, error } });
const publish = (...diagnostics) => (
  told('textDocument/publishDiagnostics', { uri: 'file:///a.c', diagnostics }));
const progress = (value) => told('$/progress', { token: 't', value });
const end = (more) => told('wye/outcome', { ...outcome, ...more });

const right = [progress(begin), publish(finding), answered('shutdown', null), end({}),
  failed({ code: -32601, message: 'There is none.' })];

const wrong = [
  told('window/showMassage', { type: 1, message: 'Hello.' }),
  told('window/showMessage', { type: 9, message: 'Hello.' }),
  told('window/showMessage', { type: 1, message: 'Hello.' }, { id: 1 }),
  told('window/showMessage', { type: 1, message: 'Hello.' }, { jsonrpc: '1.0' }),
  { kind: 'request', method: 'window/showDocument',
    message: { jsonrpc: '2.0', method: 'window/showDocument', params: { uri: 'file:///a' } } },
  progress({ ...begin, kind: 'start' }),
  progress({ kind: 'end', percentage: 100 }),
  progress({ ...begin, percentage: 1.5 }),
  publish({ ...finding, severity: 'warning' }),
  publish({ ...finding, related: [] }),
  publish({ ...finding, range: { start: range.start } }),
  publish({ ...finding, range: { ...range, start: { line: -1, character: 0 } } }),
  answered('shutdown', {}),
  answered('textDocument/diagnostic', { kind: 'full', resultId: '1' }),
  answered('textDocument/diagnostic', { kind: 'unchanged', items: [] }),
  { kind: 'request', method: 'workspace/diagnostic/refresh',
    message: { jsonrpc: '2.0', id: 1, method: 'workspace/diagnostic/refresh', params: {} } },
  answered('shutdown', null, { error: { code: -32603, message: 'Both.' } }),
  answered('textDocument/hover', null),
  answered('initialize', { capabilities: { hoverProvder: true }, serverInfo: { name: 'wye' } }),
  answered('textDocument/codeAction', [{ title: 'Explain', kind: 'wye.explain',
    command: { title: 'Explain', command: 'wye.run', arguments: [{ action: 'explain' }] } }]),
  failed({ code: 500, message: 'Sorry.' }),
  failed({ code: -32603 }),
  end({ status: 'done' }),
  end({ findings: [] }),
  end({ attempts: [{ ...outcome.attempts[0], outcome: 'http_teapot' }] }),
  end({ status: 'applied' }),
];

// --- Reading -------------------------------------------------------------------------------------

// Sessions are played in many cuts, so most messages come more than once, with other ids.
function distinct(lines) {
  const found = new Map();
  for (const line of lines) {
    const { kind, method, message } = JSON.parse(line);
    const key = JSON.stringify([kind, method, { ...message, id: typeof message.id }]);
    if (!found.has(key)) found.set(key, { kind, method, message });
  }
  return [...found.values()];
}

// The only numbers that are estimates: shares, seconds, dollars, and a utility that may be a loss.
const real = ['kept', 'seconds', 'usd', 'usdPerDay', 'utility'];

// What TypeScript's `number` cannot say: LSP and ours have only whole ones, and few below zero.
function wrongNumber(value, name = '') {
  if (typeof value === 'number') {
    const isFine = real.includes(name) ? Number.isFinite(value) :
      Number.isSafeInteger(value) && (value >= 0 || name === 'code');
    return isFine ? '' : `${name} is ${value}`;
  }
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value).map(([key, part]) => wrongNumber(part, key)).find(Boolean) ?? '';
}

// --- Asking the compiler -------------------------------------------------------------------------

const options = { noEmit: true, strict: true, skipLibCheck: true, target: 'es2022',
  module: 'esnext', moduleResolution: 'bundler', types: [] };
const header = [
  '// Made by tests/types.mjs.',
  "import type { Failure, Notification, Reply, Request } from '../../tests/types/wye.js';",
];

function declare({ kind, method, message }, index) {
  const type = types[kind] ?? `Unknown_${kind}`;
  return `export const m${index}: ${type}<${JSON.stringify(method)}> = ${JSON.stringify(message)};`;
}

// The problem of each item that has one, by index.
function compile(items) {
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'messages.ts'), `${[...header, ...items.map(declare)].join('\n')}\n`);
  writeFileSync(join(out, 'tsconfig.json'), JSON.stringify({ compilerOptions: options,
    files: ['messages.ts'] }));
  const tsc = join(tests, 'node_modules', 'typescript', 'bin', 'tsc');
  const run = spawnSync(process.execPath, [tsc, '--pretty', 'false', '--project', out],
    { encoding: 'utf8', maxBuffer: 1 << 28 });
  const problems = new Map();
  let place;
  for (const line of run.stdout.split('\n').filter(Boolean)) {
    const at = /messages\.ts\((\d+),\d+\): error (.*)/.exec(line);
    if (!at && !line.startsWith(' ')) throw new Error(`the compiler says: ${line}`);
    if (at) place = Number(at[1]) - 1 - header.length;
    if (place < 0) throw new Error(`the compiler says: ${line}`);
    problems.set(place, `${problems.get(place) ?? ''}    ${at ? at[2] : line}\n`);
  }
  if (run.status !== 0 && problems.size === 0)
    throw new Error(`the compiler did not run: ${run.stderr || run.error}`);
  return problems;
}

// --- Playing -------------------------------------------------------------------------------------

const path = process.argv[2] ?? join('build', 'messages.jsonl');
const messages = distinct(readFileSync(path, 'utf8').split('\n').filter(Boolean));
const items = [...right, ...wrong, ...messages];
const problems = compile(items);
const counts = { passed: 0, failed: 0 };
items.forEach((item, index) => {
  const number = wrongNumber(item.message);
  const problem = problems.get(index) ?? (number && `    ${number}\n`);
  const isOwn = index < right.length + wrong.length;
  const mustFail = isOwn && index >= right.length;
  if (Boolean(problem) !== mustFail) {
    counts.failed++;
    const what = mustFail ? 'a wrong message was let through' : `${item.kind} of ${item.method}`;
    console.log(`FAIL ${what}\n    ${JSON.stringify(item.message)}\n${problem ?? ''}`);
  } else if (!isOwn) counts.passed++;
});
if (messages.length === 0) {
  counts.failed++;
  console.log(`FAIL ${path} holds no message`);
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed ? 1 : 0;
