// Where keys may go, in every dialect: to the host that the configuration names, over a connection
// that proves it to be that host; behind no redirect; through a proxy only inside of TLS; and to
// this machine's own and `local` providers through none.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';

import { startWall } from '../wall/wall.mjs';
import { attempts, checkOutcome, wye } from './cli.mjs';
import { Client } from './client.mjs';
import { dialects, testing } from './dialects.mjs';
import { keys, placeFor } from './place.mjs';
import { Certificates, startDeaf, startProxy, startSecure } from './ways.mjs';

let wall;
let certificates;
before(async () => {
  certificates = new Certificates();
  wall = await startWall({ lifetimeMs: 900_000 });
});
beforeEach(() => wall.reset());
after(() => { certificates.remove(); return wall.close(); });

const model = 'tested-model';
const text = 'It compares.\n';

// Explains with the tested model, whose provider is changed by `provider`.
async function explain(context, dialect, { provider = {}, env = {} } = {}) {
  const config = testing(dialect, wall);
  Object.assign(config.providers.tested, provider);
  const place = placeFor(context, { wall, keys: dialect.key ? [dialect.key] : [], config, env });
  place.write('size.c', 'int is_large(int count) {\n    return count > 3;\n}\n');
  const client = await Client.open(place);
  const uri = client.openFile('size.c', 'c');
  const outcome = checkOutcome(
    await client.perform(uri, client.cursorAt(uri, 'count > 3'), 'Explain', { model }));
  await client.exit();
  return outcome;
}

const isGood = (dialect, outcome) => {
  assert.deepEqual(attempts(outcome), ['tested ok'], outcome.message);
  assert.equal(outcome.markdown, text);
  assert.deepEqual(wall.requests.map(({ hasKey }) => hasKey), [Boolean(dialect.key)]);
};

describe('a redirect is not followed', () => {
  const locations = {
    'to another host': (deaf) => ({ status: 307, location: `${deaf.url}/v1` }),
    'to another host, whatever is below the same name': (deaf) =>
      ({ status: 308, location: `//127.0.0.1:${deaf.port}/v1` }),
    'to the same host': () => ({ status: 301, location: `${wall.url}/elsewhere` }),
    'to another path': () => ({ status: 302, location: '/elsewhere' }),
    'to the same path, by another method': () => ({ status: 303, location: '' }),
  };
  for (const [where, reply] of Object.entries(locations))
    for (const dialect of dialects)
      test(`${where}, ${dialect.name}`, async (context) => {
        const deaf = await startDeaf(context);
        wall.script(dialect.wallName, { fault: 'redirect', times: 'forever', ...reply(deaf) });
        const outcome = await explain(context, dialect);
        assert.deepEqual(attempts(outcome), ['tested error', 'builtin ok']);
        assert.match(outcome.message, /redirect \(30\d\), which is not followed/);
        assert.deepEqual(deaf.heard, []);
        assert.deepEqual(wall.requests.map(({ method }) => method), ['POST']);
        assert.ok(!wall.requests[0].path.includes('elsewhere'));
      });
});

describe('https is verified', () => {
  const at = (dialect, port) => ({ base_url: `https://127.0.0.1:${port}${dialect.path}` });
  const trusting = () => ({ SSL_CERT_FILE: certificates.authority });

  // The same way with nothing wrong, so that what follows fails for its own reason.
  for (const dialect of dialects)
    test(`a good certificate, ${dialect.name}`, async (context) => {
      const port = await startSecure(context, certificates.good, wall);
      wall.script(dialect.wallName, { text });
      isGood(dialect,
        await explain(context, dialect, { provider: at(dialect, port), env: trusting() }));
    });

  const wrong = {
    'of another host': { certificate: () => certificates.otherHost, env: trusting },
    'of an authority that nobody knows': { certificate: () => certificates.good, env: () => ({}) },
    'that has expired': { certificate: () => certificates.expired, env: trusting },
  };
  for (const [what, { certificate, env }] of Object.entries(wrong))
    for (const dialect of dialects)
      test(`a certificate ${what}, ${dialect.name}`, async (context) => {
        const port = await startSecure(context, certificate(), wall);
        const outcome = await explain(context, dialect,
          { provider: at(dialect, port), env: env() });
        assert.deepEqual(attempts(outcome), ['tested tls', 'builtin ok']);
        assert.match(outcome.message, /No secure connection to .*nothing was sent/);
        assert.equal(wall.requests.length, 0);
      });

  for (const dialect of dialects)
    test(`no TLS at all, ${dialect.name}`, async (context) => {
      const outcome = await explain(context, dialect, { provider: at(dialect, wall.port) });
      assert.deepEqual(attempts(outcome), ['tested tls', 'builtin ok']);
      assert.equal(wall.requests.length, 0);
    });
});

describe('a key in clear text', () => {
  for (const dialect of dialects.filter(({ key }) => key))
    test(`goes to no other machine, ${dialect.name}`, async (context) => {
      const proxy = await startProxy(context);
      const place = placeFor(context, { wall, keys: [dialect.key], config: { providers: {
        tested: { ...dialect.provider(wall), base_url: `http://models.example${dialect.path}` } },
      models: { [model]: dialect.model } }, env: { http_proxy: proxy.url } });
      place.write('size.c', 'int size;\n');
      const call = ['run', 'explain', 'size.c', '--model', model];
      assert.match((await wye(place, 2, call)).stderr, /the key would travel readable for all/);
      assert.deepEqual(proxy.heard, []);
    });
});

describe('proxies', () => {
  const every = ({ url }) => Object.fromEntries(['http_proxy', 'HTTP_PROXY', 'https_proxy',
    'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'].map((name) => [name, url]));

  for (const dialect of dialects) {
    test(`are not asked for a local provider, ${dialect.name}`, async (context) => {
      const deaf = await startDeaf(context);
      wall.script(dialect.wallName, { text });
      isGood(dialect, await explain(context, dialect,
        { provider: { local: true }, env: every(deaf) }));
      assert.deepEqual(deaf.heard, []);
    });

    test(`are not asked for this machine, ${dialect.name}`, async (context) => {
      const deaf = await startDeaf(context);
      wall.script(dialect.wallName, { text });
      isGood(dialect, await explain(context, dialect, { env: every(deaf) }));
      assert.deepEqual(deaf.heard, []);
    });

    test(`see no key on the way to others, ${dialect.name}`, async (context) => {
      const port = await startSecure(context, certificates.good, wall);
      const proxy = await startProxy(context, port);
      wall.script(dialect.wallName, { text });
      isGood(dialect, await explain(context, dialect, {
        provider: { base_url: `https://models.example${dialect.path}` },
        env: { https_proxy: proxy.url, SSL_CERT_FILE: certificates.authority } }));
      assert.deepEqual(proxy.heard.map(({ method, url }) => [method, url]),
        [['CONNECT', 'models.example:443']]);
      assert.ok(Object.values(keys).every((key) => !JSON.stringify(proxy.heard).includes(key)));
    });
  }

  const [dialect] = dialects;
  const far = { base_url: `https://models.example${dialect.path}` };
  const others = { https_proxy: far, HTTPS_PROXY: far, all_proxy: far, ALL_PROXY: far,
    http_proxy: { base_url: `http://models.example${dialect.path}`, api_key_env: [] } };
  for (const [name, provider] of Object.entries(others))
    test(`by ${name}`, async (context) => {
      const proxy = await startProxy(context);
      await explain(context, dialect, { provider, env: { [name]: proxy.url } });
      assert.match(proxy.heard[0].url, /^(http:\/\/)?models\.example[:/]/);
    });

  const neverReached = Array(3).fill('tested connect'); // it is tried three times

  // Its password is a key of the tests: the place looks for it in all that was said and written.
  test('that refuse are not named with their password', async (context) => {
    const proxy = await startProxy(context);
    const outcome = await explain(context, dialect, { provider: far, env: {
      https_proxy: `http://me:${keys.OPENAI_API_KEY}@127.0.0.1:${proxy.port}` } });
    assert.deepEqual(attempts(outcome), [...neverReached, 'builtin ok']);
    assert.ok(proxy.heard[0].headers['proxy-authorization']);
    assert.match(outcome.message, /Cannot reach https:\/\/models\.example .*407/);
  });

  test('are not asked for what no_proxy names', async (context) => {
    const deaf = await startDeaf(context);
    const outcome = await explain(context, dialect, { provider: far,
      env: { ...every(deaf), no_proxy: 'models.example' } });
    assert.deepEqual(attempts(outcome), [...neverReached, 'builtin ok']);
    assert.deepEqual(deaf.heard, []);
  });
});
