// wye simulate: the published tasks. The figures of routes and single models are those of the
// publication, worked out here by hand: 80 Python, 80 JavaScript, 40 SQL tasks.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { wye, wyeJson } from './cli.mjs';
import { placeFor } from './place.mjs';

const published = {
  claude: { python: 0.89, javascript: 0.82, sql: 0.91, usd: 0.68, seconds: 8.2 },
  gpt: { python: 0.77, javascript: 0.83, sql: 0.76, usd: 0.31, seconds: 5.1 },
};
const counts = { python: 80, javascript: 80, sql: 40 };

function expected(choice) {
  const sum = { kept: 0, usd: 0, usdPerKeptTask: 0, seconds: 0 };
  for (const [language, count] of Object.entries(counts)) {
    const figures = published[choice[language]];
    sum.kept += figures[language] * count / 200;
    sum.usd += figures.usd * count;
    sum.usdPerKeptTask += figures.usd * (2 - figures[language]) * count / 200;
    sum.seconds += figures.seconds * count / 200;
  }
  return sum;
}

const all = (model) => ({ python: model, javascript: model, sql: model });
const near = (actual, wanted, what) =>
  assert.ok(Math.abs(actual - wanted) < 1e-9, `${what}: ${actual}, not ${wanted}`);

function checkPolicy(result, name, choice) {
  const policy = result.policies.find((one) => one.policy === name);
  for (const [figure, value] of Object.entries(expected(choice)))
    near(policy[figure], value, `${name} ${figure}`);
  assert.ok(Math.abs(policy.overSeeds.kept - policy.kept) < 0.01, 'luck evens out');
  // Of 200 tasks of which about 85 in 100 are kept the deviation is about 2.5 in 100.
  assert.ok(policy.overSeeds.keptDeviation > 0.015 && policy.overSeeds.keptDeviation < 0.04);
}

describe('simulate', () => {
  test('the published figures, and a learner that comes near the oracle', async (context) => {
    const place = placeFor(context);
    const result = await wyeJson(place, 0, ['simulate']);
    assert.deepEqual(result.policies.map((one) => one.policy),
      ['routes', 'claude', 'gpt', 'learner', 'oracle']);
    const best = { python: 'claude', javascript: 'gpt', sql: 'claude' };
    checkPolicy(result, 'routes', best);
    checkPolicy(result, 'claude', all('claude'));
    checkPolicy(result, 'gpt', all('gpt'));
    checkPolicy(result, 'oracle', best);
    assert.equal(result.learner.tasks, 500);
    assert.ok(result.learner.utility > 0.97 * result.learner.oracleUtility);
    assert.ok(result.learner.utility < result.learner.oracleUtility, 'it cannot know at once');
    const { stdout } = await wye(place, 0, ['simulate']);
    assert.match(stdout, /^routes +87\.0 % +\$ +106\.40 /m);
    assert.match(stdout, /^claude +86\.6 % +\$ +136\.00 /m);
    assert.match(stdout, /^gpt +79\.2 % +\$ +62\.00 /m);
    for (const line of stdout.split('\n')) assert.ok(line.length <= 80, line);
  });

  test('is about the routes and the preference that are configured', async (context) => {
    const place = placeFor(context, { config: { prefer: 'cost', routes: [
      { when: { language: ['python'] }, use: ['local', 'gpt'] }, { use: ['claude'] }] } });
    const result = await wyeJson(place, 0, ['simulate']);
    checkPolicy(result, 'routes', { python: 'gpt', javascript: 'claude', sql: 'claude' });
    checkPolicy(result, 'oracle', all('gpt'));
  });

  test('routes to models of which nothing was published are not made up', async (context) => {
    const place = placeFor(context, { config: {
      routes: [{ use: ['claude-small', 'builtin'] }] } });
    const args = ['simulate', '--policy', 'routes'];
    const result = await wyeJson(place, 0, args);
    assert.deepEqual(result.policies, [{ policy: 'routes', measured: false }]);
    const { stdout } = await wye(place, 0, args);
    assert.match(stdout, /routes +names no model of which results were published/);
  });

  test('repeats exactly, and says what it cannot read', async (context) => {
    const place = placeFor(context);
    const args = ['simulate', '--policy', 'learner', '--tasks', '50', '--seeds', '7'];
    const one = await wye(place, 0, args);
    assert.equal((await wye(place, 0, args)).stdout, one.stdout);
    for (const [option, value, words] of [
      ['--tasks', '0', /--tasks takes a number from 1 to 10000, not 0/],
      ['--tasks', '2x', /--tasks takes a number from 1 to 10000, not 2x/],
      ['--seeds', '99999999999999999999', /--seeds takes a number from 1 to 1000/],
      ['--policy', 'best', /no policy best: routes, claude, gpt, learner or oracle/],
    ]) assert.match((await wye(place, 2, ['simulate', option, value])).stderr, words);
  });
});
