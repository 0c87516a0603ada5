// Calls of wye on the command line, and what an outcome must look like.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';

import { binary, checkReports, sanitizerStatus } from './place.mjs';

// Starts a call. options: cwd, env, stdio, input, binary.
export function startWye(place, args, options = {}) {
  // As much as can be logged, since all that is said is searched for keys.
  const more = args[0] === 'run' && !args.includes('--log') ? ['--log', 'debug'] : [];
  const child = spawn(options.binary ?? binary, [...args, ...more], {
    cwd: options.cwd ?? place.project, env: { ...place.env, ...options.env },
    stdio: options.stdio ?? ['pipe', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'])
    child[name]?.setEncoding('utf8').on('data', (text) => { output[name] += text; });
  child.stdin?.on('error', () => {});
  child.stdin?.end(options.input ?? '');
  place.atEnd(() => child.kill('SIGKILL'));
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => {
      place.heard(Buffer.from(output.stdout));
      place.heard(Buffer.from(output.stderr));
      resolve({ ...output, status, signal });
    });
  });
  return { child, ended };
}

// Calls, and expects a status.
export async function wye(place, expected, args, options) {
  const result = await startWye(place, args, options).ended;
  checkReports(result.stderr);
  assert.notEqual(result.status, sanitizerStatus, result.stderr);
  assert.equal(result.status, expected,
    `wye ${args.join(' ')}\n${result.stdout}${result.stderr}`);
  return result;
}

export async function wyeJson(place, expected, args, options) {
  return JSON.parse((await wye(place, expected, [...args, '--json'], options)).stdout);
}

// --- The shape of an outcome (DOOR.md) ---------------------------------------------------------

const statuses = ['applied', 'shown', 'published', 'unchanged', 'refused', 'failed', 'cancelled'];
const severities = ['error', 'warning', 'information', 'hint'];
const attemptOutcomes = new RegExp(`^(ok|connect|tls|http_[1-5]\\d\\d|first_byte_timeout|${''
}first_token_timeout|idle_timeout|total_timeout|cut|malformed|empty|truncated|refused|filtered|${''
}context_length|error|no_code|broken_syntax|elided|lost_definition|changed_code|bad_schema|${''
}cancelled|budget|privacy)$`);

const isCount = (value) => Number.isInteger(value) && value >= 0;

function hasShape(value, shape, where) {
  assert.equal(typeof value, 'object', where);
  assert.deepEqual(Object.keys(value).sort(), Object.keys(shape).sort(), where);
  for (const [key, fits] of Object.entries(shape))
    assert.ok(fits(value[key]), `${where}.${key} is ${JSON.stringify(value[key])}`);
}

const isText = (value) => typeof value === 'string';
const isFilled = (value) => isText(value) && value !== '';
const usageShape = { uncached: isCount, cacheRead: isCount, cacheWrite: isCount, output: isCount,
  reasoning: isCount, estimated: (value) => typeof value === 'boolean' };
const attemptShape = { model: isFilled, provider: isFilled,
  outcome: (value) => attemptOutcomes.test(value), ms: isCount,
  usage: (value) => !hasShape(value, usageShape, 'attempt.usage'), costMicroUsd: isCount };
const positionShape = { line: isCount, character: isCount };

function isRange(range) {
  hasShape(range, { start: (at) => !hasShape(at, positionShape, 'start'),
    end: (at) => !hasShape(at, positionShape, 'end') }, 'range');
  return range.start.line < range.end.line || (range.start.line === range.end.line &&
    range.start.character <= range.end.character);
}

const findingShape = { range: isRange, rule: isFilled, category: isText, title: isFilled,
  detail: isFilled, severity: (value) => severities.includes(value) };

const results = {
  markdown: isText,
  findings: (list) => Array.isArray(list) && list.every((finding) => (
    hasShape({ ...finding, suggestion: undefined }, { ...findingShape, suggestion: () => true },
      'finding'), true)),
  edits: ({ documentChanges }) => documentChanges.every(({ textDocument, edits }) =>
    isFilled(textDocument.uri) && 'version' in textDocument &&
    edits.every((edit) => isRange(edit.range) && isText(edit.newText))),
};

export function checkOutcome(outcome) {
  const shape = {
    job: isFilled, action: isFilled, task: isFilled, language: isText,
    status: (value) => statuses.includes(value), model: isText, provider: isText, reason: isText,
    attempts: (list) => Array.isArray(list) && list.every((attempt) =>
      !hasShape(attempt, attemptShape, 'attempt')),
    usage: (value) => !hasShape(value, usageShape, 'usage'), costMicroUsd: isCount,
    firstTokenMs: (value) => value === null || isCount(value), totalMs: isCount, message: isText,
  };
  const found = Object.keys(results).filter((key) => key in outcome);
  assert.ok(found.length <= 1, `it has ${found.join(' and ')}`);
  hasShape(outcome, { ...shape, ...Object.fromEntries(found.map((key) => [key, results[key]])) },
    'outcome');
  for (const key of ['uncached', 'cacheRead', 'cacheWrite', 'output', 'reasoning'])
    assert.equal(outcome.usage[key],
      outcome.attempts.reduce((sum, attempt) => sum + attempt.usage[key], 0), `usage.${key}`);
  assert.equal(outcome.costMicroUsd,
    outcome.attempts.reduce((sum, attempt) => sum + attempt.costMicroUsd, 0));
  return outcome;
}

// model:outcome of each attempt, in order.
export const attempts = (outcome) =>
  outcome.attempts.map((attempt) => `${attempt.provider} ${attempt.outcome}`);
