// Ledgers with known rows: wye makes the file, SQLite's own shell fills it.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { wye } from './cli.mjs';

export function sql(path, statement) {
  const { status, stdout, stderr } = spawnSync('sqlite3', ['-bail', '-json', path],
    { input: `.timeout 5000\n${statement}`, encoding: 'utf8', maxBuffer: 64 << 20 });
  assert.equal(status, 0, stderr);
  return stdout ? JSON.parse(stdout) : [];
}

// The tables, empty.
export async function makeLedger(place) {
  place.write('empty.py', 'def empty():\n    pass\n');
  await wye(place, 0, ['run', 'explain', 'empty.py:1', '--model', 'builtin']);
  place.ledger = join(place.state, 'ledger.sqlite3');
  sql(place.ledger, 'DELETE FROM action; DELETE FROM attempt;');
}

const quote = (value) => (typeof value === 'string' ? `'${value.replaceAll("'", "''")}'`
  : String(value ?? null));
const rowOf = (values) => `(${values.map(quote).join(',')})`;

const actionColumns = 'key, at, action, task, language, status, model, provider, total_ms,' +
  ' cost_micro_usd, acceptance, feedback';
const attemptColumns = 'key, number, at, action, task, language, model, provider, outcome,' +
  ' uncached, cache_read, cache_write, output, reasoning, is_estimated, cost_micro_usd, ms';

// Each: {key, at, task, language, status, model, totalMs, acceptance, feedback, attempts: [{model,
// outcome, usage: [uncached, cacheRead, cacheWrite, output, reasoning], cost}]}; with no `status`
// it is the calls of a job that was killed.
export function record(place, actions) {
  const statements = ['BEGIN'];
  for (let i = 0; i < actions.length; i += 200) {
    const some = actions.slice(i, i + 200);
    const ended = some.filter(({ status }) => status).map((one) => rowOf([one.key, one.at,
      one.task, one.task, one.language, one.status, one.model, 'wall', one.totalMs,
      one.attempts.reduce((sum, { cost }) => sum + cost, 0), one.acceptance, one.feedback]));
    const calls = some.flatMap((one) => one.attempts.map((call, number) => rowOf([one.key, number,
      one.at, one.task, one.task, one.language, call.model, 'wall', call.outcome, ...call.usage,
      call.isEstimated ? 1 : 0, call.cost, 1])));
    if (ended.length)
      statements.push(`INSERT INTO action (${actionColumns}) VALUES ${ended.join(',\n')}`);
    if (calls.length)
      statements.push(`INSERT INTO attempt (${attemptColumns}) VALUES ${calls.join(',\n')}`);
  }
  sql(place.ledger, `${statements.join(';\n')};\nCOMMIT;\n`);
}

// So many actions over the last days, of eight models, fifteen languages and eight tasks.
export function recordMany(place, count, days = 30) {
  const pick = (list, factor) => `json_extract('${JSON.stringify(list)}', '$[' ||
    ((i * ${factor} / 7) % ${list.length}) || ']')`;
  const models = ['claude-opus-4-8', 'gpt-5.5', 'claude-haiku-4-5', 'team-coder', 'builtin', 'm-6',
    'm-7', 'm-8', 'm-9', '<b>m</b>&"'];
  const languages = ['python', 'typescript', 'tsx', 'javascript', 'c', 'cpp', 'rust', 'go', 'java',
    'sql', 'bash', 'json', 'html', 'css', ''];
  const tasks = ['explain', 'review', 'security', 'refactor', 'optimize', 'document', 'test',
    'fix'];
  sql(place.ledger, `
    BEGIN;
    CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n
      WHERE i + 1 < ${count}) SELECT i, i * 7919 % 104729 AS r FROM n;
    INSERT INTO action (key, at, action, task, language, status, model, provider, total_ms,
      cost_micro_usd, acceptance)
      SELECT 'many-' || i, unixepoch() * 1000 - r * 3600000 % ${days * 86_400_000 - 90_000_000},
        'a', ${pick(tasks, 3)}, ${pick(languages, 5)}, iif(r % 97 = 0, 'failed', 'applied'),
        ${pick(models, 11)}, 'wall', 300 + r % 9000, r % 50000, iif(r % 5 = 0, NULL,
        iif(r % 4 = 0, 'changed', 'kept')) FROM n;
    INSERT INTO attempt (${attemptColumns})
      SELECT key, 0, at, action, task, language, model, provider, iif(total_ms % 31 = 0, 'http_529',
        iif(total_ms % 37 = 0, 'no_code', 'ok')), 1000, 0, 0, 200, 0, 0,
        iif(model = 'builtin', 0, cost_micro_usd), total_ms FROM action WHERE key LIKE 'many-%';
    COMMIT;`);
}
