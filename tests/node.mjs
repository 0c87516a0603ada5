// Plays the *.test.mjs files of a folder, or the one named besides, with Node's own runner, one
// after the other (editors, which wait more than they work, by two), and ends with the count that
// tests/run.sh adds up. A test that was skipped is told and not counted; a file without a test, and
// a folder without a file, are failures: nothing passes by not being there.

import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from 'node:test';

const [, , folder, only] = process.argv;
const files = readdirSync(folder)
  .filter((name) => (only ? name === `${only}.test.mjs` : name.endsWith('.test.mjs')))
  .map((name) => resolve(join(folder, name)));
const concurrency = folder.endsWith('editors') ? 2 : 1;
let passed = 0;
let failed = 0;

function fail(name, why) {
  failed++;
  console.log(`FAIL ${name}\n${why}`);
}

const takers = {
  'test:pass': (data) => {
    if (data.skip !== undefined) console.log(`skipped ${data.name}: ${data.skip}`);
    // Where a file holds no test, the file itself is reported as one.
    else if (files.includes(data.name)) fail(data.name, 'It holds no test.');
    else if (data.details?.type !== 'suite') passed++;
  },
  'test:fail': (data) => {
    const error = data.details?.error;
    if (error?.failureType === 'subtestsFailed') return; // each of them is counted
    fail(data.name, error?.cause?.stack ?? error?.cause ?? error?.stack ?? error);
  },
  'test:stdout': (data) => process.stdout.write(data.message),
  'test:stderr': (data) => process.stderr.write(data.message),
};

if (files.length === 0) fail(folder, 'It holds no *.test.mjs.');
for await (const { type, data } of run({ files, concurrency, timeout: 600_000 }))
  takers[type]?.(data);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
