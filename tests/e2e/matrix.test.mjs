// The faults of providers, each in every wire dialect: one table, a row a fault. A cell is one
// server, one provider that does wrong and another that answers: what the person gets, which calls
// were made and how each ended, in what time, what each model is charged, and that the same server
// serves the next action.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { startWall } from '../wall/wall.mjs';
import { checkOutcome } from './cli.mjs';
import { Client } from './client.mjs';
import { dialects, secondOf } from './dialects.mjs';
import { placeFor } from './place.mjs';

const source = `int is_large(int count) {
    if (count > 3) {
        return 1;
    } else {
        return 0;
    }
}
`;
const simpler = 'int is_large(int count) {\n    return count > 3;\n}\n';
const edit = `\`\`\`c\n${simpler}\`\`\`\n`;
const words = 'Says whether there are many. '.repeat(9);
const usage = { input: 1000, output: 100 };
const prices = { bad: { input: 1, output: 4 }, good: { input: 2, output: 8 } };
const timeouts = { connect_ms: 5000, first_byte_ms: 1000, first_token_ms: 600, idle_ms: 1000 };
const forever = (reply) => [{ ...reply, times: 'forever' }];

// says: the replies of the bad provider. calls: how each call to it ended. then: the good one
// answers. bound: of the whole action, ms, generous. task: 'Explain' where it is not said. free:
// nothing had begun, so nothing is charged. patience: for the first byte and token, where the wall
// is busy. Where a dialect has its own word for an end, it stands in dialects.mjs under `name`.
const rows = [
  { fault: 'F1', name: '429 with Retry-After, then healthy',
    says: [{ status: 429, headers: { 'retry-after': '1' } }, {}], calls: ['http_429', 'ok'],
    bound: 4000 },
  { fault: 'F2', name: '429 for ever', says: forever({ status: 429 }),
    calls: ['http_429', 'http_429', 'http_429', 'http_429'], fewer: true, then: true, free: true,
    bound: 9000 },
  { fault: 'F2', name: '429 for an hour',
    says: forever({ status: 429, headers: { 'retry-after': '3600' } }), calls: ['http_429'],
    then: true, free: true, bound: 3000 },
  { fault: 'F3', name: '500 once', says: [{ status: 500 }, {}], calls: ['http_500', 'ok'],
    bound: 4000 },
  { fault: 'F4', name: '503 for ever', says: forever({ status: 503 }),
    calls: ['http_503', 'http_503', 'http_503', 'http_503'], fewer: true, then: true, free: true,
    bound: 9000 },
  { fault: 'F5', name: 'reset before any byte, once', says: [{ fault: 'reset' }, {}],
    calls: ['cut', 'ok'], bound: 4000 },
  { fault: 'F5', name: 'closed before any byte, for ever', says: forever({ fault: 'close' }),
    calls: ['cut', 'cut', 'cut', 'cut'], fewer: true, then: true, free: true, bound: 9000 },
  { fault: 'F6', name: 'never answered', says: forever({ fault: 'silent' }),
    calls: ['first_byte_timeout'], then: true, free: true, bound: 5000 },
  { fault: 'F7', name: 'a head, and no token', says: forever({ fault: 'slow_first_token' }),
    calls: ['first_token_timeout'], then: true, bound: 5000 },
  { fault: 'F8', name: 'dies after two thirds', says: forever({ fault: 'cut' }), calls: ['cut'],
    fewer: true, then: true, bound: 6000 },
  { fault: 'F8', name: 'is dropped after two thirds', says: forever({ fault: 'drop' }),
    calls: ['cut'], then: true, bound: 6000 },
  { fault: 'F8', name: 'is reset after two thirds', says: forever({ fault: 'reset_mid' }),
    calls: ['cut'], then: true, bound: 6000 },
  { fault: 'F9', name: 'goes silent half-way', says: forever({ fault: 'stall' }),
    calls: ['idle_timeout'], then: true, bound: 6000 },
  { fault: 'F9', name: 'only keeps the connection alive',
    says: forever({ fault: 'stall_comments' }), calls: ['idle_timeout'], then: true, bound: 6000 },
  { fault: 'F10', name: 'one malformed event', says: [{ fault: 'malformed' }], calls: ['ok'],
    bound: 4000 },
  { fault: 'F11', name: 'no end, and the connection stays open', task: 'Simplify',
    says: [{ fault: 'no_sentinel_open', text: edit }], calls: ['ok'], bound: 4000 },
  { fault: 'F12', name: 'context_length', says: forever({ fault: 'context_length' }),
    calls: ['context_length'], then: true, free: true, bound: 3000 },
  { fault: 'F13', name: 'filter', says: forever({ fault: 'filter' }), calls: ['filtered'],
    then: true, bound: 3000 },
  { fault: 'F13', name: 'refusal', says: forever({ fault: 'refusal' }), calls: ['refused'],
    then: true, bound: 3000 },
  { fault: 'F14', name: 'dies, and the next one takes no prefill', task: 'Simplify',
    says: forever({ fault: 'drop', text: edit }), calls: ['cut'], then: true, bound: 6000 },
  { fault: 'F16', name: 'each pays for its own', says: forever({ fault: 'length' }),
    calls: ['truncated'], then: true, charged: [1400], bound: 3000 },
  { fault: 'F17', name: 'an empty answer', says: forever({ fault: 'empty' }), calls: ['empty'],
    fewer: true, then: true, bound: 6000 },
  { fault: 'F17', name: 'nothing at all', says: forever({ fault: 'nothing' }), calls: ['empty'],
    fewer: true, then: true, bound: 6000 },
  { fault: 'F18', name: 'an error in the stream', says: forever({ fault: 'error_event' }),
    calls: ['error'], then: true, bound: 6000 },
  { fault: 'F19', name: 'an edit that is cut off', task: 'Simplify',
    says: forever({ fault: 'length', text: edit }), calls: ['truncated'], then: true,
    charged: [1400], bound: 3000 },
  { fault: 'F20', name: 'the key is refused', says: forever({ status: 401 }), calls: ['http_401'],
    then: true, free: true, bound: 3000 },
  { fault: 'F21', name: 'an answer that is no code, twice', task: 'Simplify',
    says: forever({ text: 'I would rather not.' }), calls: ['no_code', 'no_code'], then: true,
    charged: [1400, 1400], bound: 4000 },
  { fault: 'F21', name: 'broken syntax, then mended', task: 'Simplify',
    says: [{ text: edit.replace('3;\n}', '3;') }, { text: edit }], calls: ['broken_syntax', 'ok'],
    charged: [1400, 1400], bound: 4000 },
  { fault: 'F22', name: 'one line of 10 MB', says: forever({ fault: 'huge_line' }),
    calls: ['malformed'], then: true, bound: 15000 },
  { fault: 'F22', name: 'no end of events', says: forever({ fault: 'flood' }),
    calls: ['malformed'], then: true, patience: 10000, bound: 30000 },
  { fault: 'F22', name: 'a bomb', says: forever({ fault: 'gzip_bomb' }), calls: ['malformed'],
    then: true, patience: 20000, bound: 30000 },
  { fault: 'F22', name: 'a page of HTML', says: forever({ fault: 'html' }), calls: ['malformed'],
    then: true, bound: 4000 },
  { fault: 'F23', name: 'sent on to another host',
    says: forever({ fault: 'redirect', location: 'http://127.0.0.2:1/' }), calls: ['error'],
    then: true, free: true, bound: 4000 },
];

const cost = ({ uncached, cacheRead, cacheWrite, output }, price) =>
  Math.round((uncached + cacheRead + cacheWrite) * price.input + output * price.output);

function configuration(dialect, wall, patience) {
  const good = secondOf(dialect);
  return {
    providers: { bad: dialect.provider(wall),
      good: dialects.find(({ wallName }) => wallName === good.wallName).provider(wall) },
    models: { 'bad-model': { ...dialect.model, provider: 'bad', price: prices.bad },
      'good-model': { ...dialect.model, provider: 'good', price: prices.good } },
    routes: [{ use: ['bad-model', 'good-model'] }],
    timeouts: patience ? { ...timeouts, first_byte_ms: patience, first_token_ms: patience }
      : timeouts };
}

function checkCalls(row, dialect, { attempts }) {
  const last = dialect.outcomes[row.name] ?? row.calls[0];
  const made = attempts.filter(({ provider }) => provider === 'bad').map(({ outcome }) => outcome);
  const expected = row.name in dialect.outcomes ? [last] : row.calls;
  if (row.fewer) {
    assert.ok(made.length >= 1 && made.length <= Math.max(4, expected.length), `${made}`);
    assert.deepEqual([...new Set(made)], [expected[0]]);
  } else {
    assert.deepEqual(made, expected);
  }
  const others = attempts.filter(({ provider }) => provider !== 'bad');
  assert.deepEqual(others.map(({ provider, outcome }) => `${provider} ${outcome}`),
    row.then ? ['good ok'] : []);
}

// By an own count: tokens that were told, or else estimated, at the model's price.
function checkCharges(row, outcome) {
  for (const { provider, outcome: how, usage: used, costMicroUsd } of outcome.attempts) {
    assert.equal(costMicroUsd, cost(used, prices[provider]), `${provider} ${how}`);
    if (how === 'ok') assert.deepEqual([used.uncached, used.output, used.estimated],
      [usage.input, usage.output, false]);
    else if (row.free || /^http_|^connect$/.test(how)) assert.equal(costMicroUsd, 0, how);
  }
  const bad = outcome.attempts.filter(({ provider }) => provider === 'bad');
  if (row.charged)
    assert.deepEqual(bad.map(({ costMicroUsd }) => costMicroUsd), row.charged);
  assert.equal(outcome.costMicroUsd,
    outcome.attempts.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0));
}

for (const dialect of dialects)
  describe(dialect.name, { concurrency: 2 }, () => {
    const good = secondOf(dialect).wallName;
    const cells = rows.map((row) => {
      let wall;
      before(async () => { wall = await startWall({ lifetimeMs: 600_000 }); });
      after(() => wall.close());
      return [row, () => wall];
    });
    for (const [row, wallOf] of cells)
      test(`${row.fault} ${row.name}`, async (context) => {
        const wall = wallOf();
        const place = placeFor(context,
          { wall, config: configuration(dialect, wall, row.patience) });
        place.write('size.c', source);
        const client = await Client.open(place);
        const uri = client.openFile('size.c', 'c');
        const cursor = client.cursorAt(uri, 'count > 3');
        const task = row.task ?? 'Explain';
        const answer = task === 'Explain' ? words : edit;
        wall.script(dialect.wallName,
          ...row.says.map((reply) => ({ text: answer, usage, ...reply })));
        wall.script(good, { text: answer, usage, times: 'forever' });

        const outcome = checkOutcome(await client.perform(uri, cursor, task));
        assert.equal(outcome.status, task === 'Explain' ? 'shown' : 'applied', outcome.message);
        if (task === 'Explain') assert.equal(client.streamed(), words);
        else assert.equal(client.textOf(uri), simpler);
        checkCalls(row, dialect, outcome);
        checkCharges(row, outcome);
        assert.ok(outcome.totalMs <= row.bound, `it took ${outcome.totalMs} ms`);
        // Each call was made once, and nothing of the answer that failed is sent on.
        const made = outcome.attempts.filter(({ provider }) => provider !== 'builtin');
        assert.equal(wall.requests.length, made.length);
        if (row.then)
          assert.ok(!JSON.stringify(wall.requests.at(-1).body).includes(answer.slice(0, 40)));

        // The same server serves what comes next, and knows what it all has cost.
        const next = checkOutcome(await client.perform(uri, cursor, 'Explain',
          { model: 'good-model' }).catch((error) => assert.fail(error)));
        assert.deepEqual([next.status, next.model], ['shown', 'good-model']);
        const spending = await client.request('workspace/executeCommand',
          { command: 'wye.spending' });
        assert.equal(spending.spentTodayMicroUsd, outcome.costMicroUsd + next.costMicroUsd);
        await client.exit();
      });
  });

// F15, for real: the provider is down for a while, and asked every second. The breaker keeps calls
// from it, one probe at a time goes through, and soon after it is well it serves again.
test('F15 down for a while', async (context) => {
  const wall = await startWall({ lifetimeMs: 600_000 });
  context.after(() => wall.close());
  const [dialect] = dialects;
  const place = placeFor(context, { wall, config: configuration(dialect, wall) });
  place.write('size.c', source);
  const client = await Client.open(place);
  const uri = client.openFile('size.c', 'c');
  const cursor = client.cursorAt(uri, 'count > 3');
  let isDown = true;
  wall.script(dialect.wallName, () => (isDown ? { status: 503 } : { text: words, usage }));
  wall.script(secondOf(dialect).wallName, { text: words, usage, times: 'forever' });
  const models = [];
  const start = Date.now();
  let wellAfterMs;
  while (wellAfterMs === undefined) {
    if (isDown && Date.now() - start > 12_000) isDown = false;
    const outcome = checkOutcome(await client.perform(uri, cursor, 'Explain'));
    assert.equal(outcome.status, 'shown');
    models.push(outcome.model);
    if (outcome.model === 'bad-model') wellAfterMs = Date.now() - start - 12_000;
    assert.ok(Date.now() - start < 50_000, `it is never asked again: ${models}`);
    await sleep(1000);
  }
  assert.ok(wellAfterMs <= 31_000, `${wellAfterMs}`);
  const asked = wall.requests.filter(({ status }) => status === 503).length;
  context.diagnostic(`${asked} calls while it was down, for ${models.length} actions`);
  assert.ok(asked < models.length, 'it was asked less often than it was needed');
  await client.exit();
});
