// What a collector is told, read by the protocol's own published schema: spans and metrics that
// agree with the wall's count, and hold nothing of the code. A collector that is slow, refuses or
// is not there costs nobody anything.

import assert from 'node:assert/strict';
import http from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';

import { startWall } from '../wall/wall.mjs';
import { wye, wyeJson } from './cli.mjs';
import { Client, until } from './client.mjs';
import { placeFor } from './place.mjs';

const require = createRequire(import.meta.url);
const published = dirname(require.resolve('@opentelemetry/otlp-transformer'));
const { opentelemetry } = require(join(published, 'generated', 'root.js'));
const { trace, metrics } = opentelemetry.proto.collector;
const schemas = { '/v1/traces': trace.v1.ExportTraceServiceRequest,
  '/v1/metrics': metrics.v1.ExportMetricsServiceRequest };

// OTLP's JSON has ids in hexadecimal where protobuf's has base64; all else is the same.
const otherBase = (value, from, to) => JSON.parse(JSON.stringify(value), (key, member) =>
  (/^(traceId|spanId|parentSpanId)$/.test(key)
    ? Buffer.from(member, from).toString(to) : member));

// What the schema makes of a body: nothing may be lost on the way, nor be of another type.
function decode(path, body) {
  const value = JSON.parse(body);
  const schema = schemas[path];
  const message = schema.fromObject(otherBase(value, 'hex', 'base64'));
  assert.equal(schema.verify(message), null);
  const wire = schema.decode(schema.encode(message).finish());
  const back = schema.toObject(wire, { longs: String, bytes: String, json: true });
  assert.deepEqual(otherBase(JSON.parse(JSON.stringify(back)), 'base64', 'hex'), value);
  return value;
}

// `answer` is called for each request; by default all is taken.
async function collect(context, answer = (response) => response.writeHead(200).end('{}')) {
  const collector = { spans: [], metrics: undefined, bodies: [], requests: 0 };
  const server = http.createServer(async (request, response) => {
    let body = '';
    for await (const part of request.setEncoding('utf8')) body += part;
    collector.requests++;
    collector.bodies.push(body);
    assert.equal(request.method, 'POST');
    assert.equal(request.headers['content-type'], 'application/json');
    const value = decode(request.url, body);
    if (request.url === '/v1/traces')
      collector.spans.push(...value.resourceSpans[0].scopeSpans[0].spans);
    else
      collector.metrics = value.resourceMetrics[0].scopeMetrics[0].metrics;
    collector.resource = attributes((value.resourceSpans ?? value.resourceMetrics)[0].resource);
    answer(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => { server.closeAllConnections(); server.close(); });
  collector.url = `http://127.0.0.1:${server.address().port}`;
  return collector;
}

const attributes = ({ attributes: list }) => Object.fromEntries(list.map(({ key, value }) =>
  [key, value.stringValue ?? value.doubleValue ?? value.boolValue ?? Number(value.intValue)]));
const points = (collector, name) => {
  const metric = collector.metrics.find((one) => one.name === name);
  return (metric.histogram ?? metric.sum).dataPoints;
};

let wall;
before(async () => { wall = await startWall(); });
beforeEach(() => wall.reset());
after(() => wall.close());

const price = { input: 1, output: 5 };
const usage = { input: 1000, output: 100 }; // 1,500 µ$
const secret = 'def is_large_secret(count):\n    return count > 3\n';

function placeWith(context, endpoint, more = {}) {
  const provider = (path, dialect) => ({ dialect, base_url: `${wall.url}/${path}`, local: true,
    api_key_env: ['ANTHROPIC_API_KEY'] });
  const place = placeFor(context, { wall, keys: ['ANTHROPIC_API_KEY'], config: {
    providers: { one: provider('anthropic', 'anthropic'),
      mistral: provider('openai/v1', 'openai-chat') },
    models: { first: { provider: 'one', id: 'wall-1', price },
      second: { provider: 'mistral', id: 'wall-2', price } },
    routes: [{ use: ['first', 'second', 'builtin'] }], otlp: { endpoint }, ...more } });
  place.write('größe.py', secret);
  return place;
}

const explain = ['run', 'explain', 'größe.py:1'];

describe('a collector', () => {
  test('gets a trace of an action and its calls', async (context) => {
    const collector = await collect(context);
    const place = placeWith(context, collector.url);
    wall.script('anthropic', { status: 400, error: { message: 'is_large_secret is no good.' } });
    wall.script('openai', { text: 'Is it large?', usage });
    const before = Date.now();
    const outcome = await wyeJson(place, 0, explain);
    const [action, first, second, ...others] = collector.spans;
    assert.deepEqual(others, []);
    assert.deepEqual([action, first, second].map(({ name, kind }) => [name, kind]),
      [['wye explain', 1], ['chat wall-1', 3], ['chat wall-2', 3]]);
    for (const call of [first, second]) {
      assert.equal(call.traceId, action.traceId);
      assert.equal(call.parentSpanId, action.spanId);
      assert.ok(BigInt(call.startTimeUnixNano) >= BigInt(action.startTimeUnixNano));
      assert.ok(BigInt(call.endTimeUnixNano) <= BigInt(action.endTimeUnixNano));
    }
    assert.equal(new Set(collector.spans.map(({ spanId }) => spanId)).size, 3);
    assert.ok(Number(BigInt(action.startTimeUnixNano) / 1_000_000n) >= before - 1);
    assert.ok(Number(BigInt(action.endTimeUnixNano) / 1_000_000n) <= Date.now());
    const told = attributes(second);
    assert.ok(told['gen_ai.response.time_to_first_chunk'] >= 0);
    delete told['gen_ai.response.time_to_first_chunk'];
    assert.deepEqual(told, { 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'mistral_ai',
      'gen_ai.request.model': 'wall-2', 'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.output_tokens': 100, 'gen_ai.usage.cache_read.input_tokens': 0,
      'gen_ai.usage.cache_creation.input_tokens': 0, 'gen_ai.usage.reasoning.output_tokens': 0,
      'wye.usage.estimated': false, 'wye.cost.usd': 0.0015, 'wye.attempt.outcome': 'ok' });
    assert.equal(attributes(first)['error.type'], 'http_400');
    assert.deepEqual(first.status, { code: 2, message: 'http_400' });
    assert.equal(attributes(action)['wye.cost.usd'], outcome.costMicroUsd / 1e6);
    assert.deepEqual([attributes(action)['wye.status'], attributes(action)['wye.language']],
      ['shown', 'python']);
    assert.equal(collector.resource['service.name'], 'wye');
    for (const body of collector.bodies)
      assert.doesNotMatch(body, /is_large|größe|project|no good/);
  });

  test('gets metrics that add up, over batches', { timeout: 60_000 }, async (context) => {
    const collector = await collect(context);
    const place = placeWith(context, collector.url);
    wall.script('anthropic', { text: 'Is it large?', usage, times: 'forever' });
    const client = await Client.open(place);
    const uri = client.openFile('größe.py', 'python');
    const offers = await client.codeActions(uri, client.cursorAt(uri, 'count'));
    const action = offers.find(({ title }) => title.startsWith('Explain '));
    for (let batch = 1; batch <= 2; batch++) {
      for (let i = 0; i < 3; i++) await client.execute(action, { wait: true });
      await until(() => collector.requests === 2 * batch);
      const tokens = points(collector, 'gen_ai.client.token.usage');
      assert.deepEqual(tokens.map((point) => [attributes(point)['gen_ai.token.type'], point.count,
        point.sum, point.min, point.max]),
      [['input', `${3 * batch}`, 3000 * batch, 1000, 1000],
        ['output', `${3 * batch}`, 300 * batch, 100, 100]]);
      for (const point of [...tokens, ...points(collector, 'gen_ai.client.operation.duration')]) {
        assert.equal(point.bucketCounts.length, point.explicitBounds.length + 1);
        assert.equal(point.bucketCounts.reduce((sum, one) => sum + Number(one), 0), 3 * batch);
      }
      // 1000 is in the bucket up to 1024, 100 in that up to 256.
      assert.deepEqual(tokens.map(({ bucketCounts, explicitBounds }) =>
        explicitBounds[bucketCounts.findIndex((one) => one !== '0')]), [1024, 256]);
      const [cost] = points(collector, 'wye.client.cost');
      assert.ok(Math.abs(cost.asDouble - 0.0045 * batch) < 1e-9);
      assert.equal(collector.spans.length, 6 * batch);
    }
    await client.exit();
  });

  test('gets what the built-in engine does, which is no call', async (context) => {
    const collector = await collect(context);
    const place = placeWith(context, collector.url);
    await wye(place, 0, [...explain, '--model', 'builtin']);
    assert.deepEqual(collector.spans.map(({ name }) => name), ['wye explain']);
    assert.equal(collector.metrics, undefined);
  });

  test('gets 512 spans at once, and no more than that again meanwhile', { timeout: 120_000 },
    async (context) => {
      let held;
      const collector = await collect(context, (response) => { held = response; });
      const place = placeWith(context, collector.url, { routes: [{ use: ['builtin'] }] });
      const client = await Client.open(place);
      const uri = client.openFile('größe.py', 'python');
      const offers = await client.codeActions(uri, client.cursorAt(uri, 'count'));
      const action = offers.find(({ title }) => title.startsWith('Explain '));
      for (let i = 0; i < 1100; i++) await client.execute(action, { wait: true });
      await until(() => collector.requests >= 1);
      held.writeHead(200).end('{}');
      await until(() => collector.requests >= 2);
      assert.ok(collector.spans.length <= 1024, `${collector.spans.length} spans`);
      held.writeHead(200).end('{}');
      await client.exit();
    });

  for (const [what, answer, said] of [
    ['refuses', (response) => response.writeHead(503).end(), /otlp: http.* answered 503\./],
    ['closes the connection', (response) => response.destroy(), /otlp: /],
    ['sends elsewhere', (response) => response.writeHead(307,
      { location: 'http://127.0.0.1:1/' }).end(), /otlp: /],
    ['never answers', () => {}, /^/],
  ])
    test(`that ${what} takes nothing from the action`, async (context) => {
      const collector = await collect(context, answer);
      const place = placeWith(context, collector.url);
      wall.script('anthropic', { text: 'Is it large?', usage });
      const { stdout, stderr } = await wye(place, 0, explain);
      assert.match(stdout, /Is it large\?/);
      assert.match(stderr, said);
      assert.equal(stderr.match(/otlp: /g)?.length ?? 0, said.source === '^' ? 0 : 1);
    });

  test('that is not there takes nothing from the action', async (context) => {
    const place = placeWith(context, 'http://127.0.0.1:1');
    wall.script('anthropic', { text: 'Is it large?', usage });
    const { stdout, stderr } = await wye(place, 0, explain);
    assert.match(stdout, /Is it large\?/);
    assert.match(stderr, /otlp: Cannot reach http:\/\/127\.0\.0\.1:1 .*dropped until it answers/);
  });

  test('gets nothing of a private file, nor by a repository', async (context) => {
    const collector = await collect(context);
    const place = placeWith(context, collector.url, { privacy: { never: ['**/größe.py'] } });
    await wye(place, 0, explain);
    place.configure({});
    place.write('.wye.json', JSON.stringify({ otlp: { endpoint: collector.url } }));
    await wye(place, 0, [...explain, '--model', 'builtin']);
    assert.equal(collector.requests, 0);
  });
});
