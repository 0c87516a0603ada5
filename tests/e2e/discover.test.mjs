// Local servers that are found: what `wye models` and a route make of them, and that one that is
// silent, talks nonsense, lists too much or sends elsewhere costs a moment and nothing else.

import assert from 'node:assert/strict';
import http from 'node:http';
import { describe, test } from 'node:test';

import { wye, wyeJson } from './cli.mjs';
import { placeFor } from './place.mjs';

// A server on this machine that answers each GET so; what it was asked is noted.
async function listen(context, answer) {
  const asked = [];
  const server = http.createServer((request, response) => {
    asked.push({ method: request.method, url: request.url, headers: request.headers });
    answer(request, response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => { server.closeAllConnections(); server.close(); });
  return { url: `http://127.0.0.1:${server.address().port}`, asked };
}

const json = (value) => (_request, response) => response.writeHead(200,
  { 'content-type': 'application/json' }).end(JSON.stringify(value));
const tags = { models: [{ name: 'qwen3-coder:30b', details: { family: 'qwen3moe' } },
  { name: 'bge-m3:latest', details: { family: 'bert' } }] };
const nobody = 'http://127.0.0.1:1';

function placeWith(context, ollama, more = {}) {
  const place = placeFor(context, { config: { discover: true, providers: {
    ollama: { base_url: ollama }, 'llama-server': { base_url: `${nobody}/v1` } }, ...more } });
  place.write('size.py', 'def is_large(count):\n    return count > 3\n');
  return place;
}

const found = async (place) => (await wyeJson(place, 0, ['models']))
  .filter(({ origin }) => origin === 'discovered');

describe('a local server', () => {
  test('its models can be used, and no key is sent', async (context) => {
    const { url, asked } = await listen(context, json(tags));
    const place = placeWith(context, url);
    const [model, ...others] = await found(place);
    assert.deepEqual(others, []);
    assert.deepEqual([model.model, model.provider, model.usable, model.contextTokens],
      ['qwen3-coder:30b', 'ollama', true, 32768]);
    const { candidates } = await wyeJson(place, 0, ['route', 'explain', 'size.py:1', '--model',
      'qwen3-coder:30b']);
    assert.deepEqual([candidates[0].model, candidates[0].usable], ['qwen3-coder:30b', true]);
    assert.deepEqual([asked[0].method, asked[0].url], ['GET', '/api/tags']);
    assert.equal(asked[0].headers.authorization, undefined);
  });

  test('is told of where it is not used, with the line that enables it', async (context) => {
    const { url, asked } = await listen(context, json(tags));
    const place = placeWith(context, url, { discover: false });
    const [model] = await found(place);
    assert.deepEqual([model.model, model.usable, model.why],
      ['qwen3-coder:30b', false, 'set "discover": true to use it']);
    assert.match((await wye(place, 0, ['models'])).stdout,
      /qwen3-coder:30b +ollama +32768 +- +discovered +set "discover": true to use it/);
    asked.length = 0;
    await wyeJson(place, 0, ['route', 'explain', 'size.py:1']);
    assert.deepEqual(asked, []); // nobody is asked in passing
  });

  const oddities = {
    'is silent': () => {},
    'talks nonsense': (_request, response) => response.end('<html>'),
    'has a list of something else': json({ models: [7, null, { name: '' }, { name: ['a'] }] }),
    'fails': (_request, response) => response.writeHead(500).end('{"models":[{"name":"a"}]}'),
    'sends elsewhere': (_request, response) =>
      response.writeHead(302, { location: 'http://127.0.0.2:1/api/tags' }).end(),
    'never ends': (_request, response) => {
      const timer = setInterval(() => response.write(' '.repeat(1 << 16)), 1);
      response.on('close', () => clearInterval(timer));
    },
  };
  for (const [name, answer] of Object.entries(oddities))
    test(`that ${name} gives none`, async (context) => {
      const { url } = await listen(context, answer);
      assert.deepEqual(await found(placeWith(context, url)), []);
    });

  test('that lists 10,000 models is believed in a few', async (context) => {
    const models = Array.from({ length: 10_000 }, (_, number) => ({ name: `m${number}` }));
    const { url } = await listen(context, json({ models }));
    assert.equal((await found(placeWith(context, url))).length, 64);
  });
});
