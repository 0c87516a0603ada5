// How the server begins and ends, whatever stands at its two ends: nothing of it is left, no child,
// no leak (the sanitizer looks at each end), and the status says how it went.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';

import { startWall } from '../wall/wall.mjs';
import { startWye, wye } from './cli.mjs';
import { Client, until } from './client.mjs';
import { binary, checkReports, placeFor } from './place.mjs';

let wall;
before(async () => { wall = await startWall({ lifetimeMs: 900_000 }); });
beforeEach(() => wall.reset());
after(() => wall.close());

const source = 'int add(int a, int b) {\n    return a + b;\n}\n';

async function openC(context, options = {}) {
  const place = placeFor(context, { wall, ...options });
  place.write('add.c', source);
  const client = await Client.open(place, options);
  return { place, client, uri: client.openFile('add.c', 'c') };
}

// A request is in flight when this returns.
async function startStalled({ client, uri }) {
  wall.script('openai', { fault: 'stall', text: 'Once upon a time. '.repeat(30) });
  await client.execute(await client.choose(uri, client.cursorAt(uri, 'a + b'), 'Explain'));
  await client.waitFor('wye/stream');
}

function childrenOf(pid) {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((name) => {
    try {
      return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))[1]) === pid;
    } catch {
      return false; // it has ended meanwhile
    }
  });
}

const isAlive = (pid) => existsSync(`/proc/${pid}`);

describe('status', () => {
  test('0 after shutdown and exit', async (context) => {
    const { client } = await openC(context);
    await client.exit(0);
  });

  test('1 after exit without shutdown', async (context) => {
    const { client } = await openC(context);
    client.notify('exit');
    await client.expectEnd(1);
  });

  test('1 when stdin closes, 0 after shutdown', async (context) => {
    const { client } = await openC(context);
    client.process.stdin.end();
    await client.expectEnd(1);
    const { client: other } = await openC(context);
    await other.request('shutdown', null);
    other.process.stdin.end();
    await other.expectEnd(0);
  });

  test('1 before initialize', async (context) => {
    const place = placeFor(context);
    for (const bytes of ['', 'not a frame at all\n', 'Content-Length: 5\r\n\r\n{"a"'])
      await wye(place, 1, ['serve'], { input: bytes });
  });

  test('1 when nobody reads stdout any more', async (context) => {
    const { client, uri } = await openC(context);
    client.process.stdout.destroy();
    for (let count = 0; count < 50 && !client.hasEnded; count++) {
      client.codeActions(uri, client.cursorAt(uri, 'a + b'));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await client.expectEnd(1);
  });

  test('1 when the editor is gone and its pipes are not', async (context) => {
    const editor = spawn('sleep', ['300']);
    context.after(() => editor.kill('SIGKILL'));
    const { client } = await openC(context, { processId: editor.pid });
    editor.kill('SIGKILL');
    await client.expectEnd(1);
  });

  test('and an editor that is not to be seen is not waited for', async (context) => {
    const { client, uri } = await openC(context, { processId: 4194303 });
    await new Promise((resolve) => setTimeout(resolve, 2500)); // it looks every two seconds
    assert.ok((await client.codeActions(uri, client.cursorAt(uri, 'a'))).length > 0);
    await client.exit();
  });
});

describe('with a request in flight', () => {
  const ends = {
    'shutdown and exit': (client) => client.exit(0),
    exit: (client) => { client.notify('exit'); return client.expectEnd(1); },
    'stdin closed': (client) => { client.process.stdin.end(); return client.expectEnd(1); },
  };
  for (const [name, end] of Object.entries(ends))
    test(`${name}: the connection is closed, nothing is left`, async (context) => {
      const started = await openC(context);
      await startStalled(started);
      await end(started.client);
      assert.ok((await wall.waitFor((request) => request.isOver)).closedByClient);
    });

  test('before the headers', async (context) => {
    const { client, uri } = await openC(context);
    wall.script('openai', { fault: 'slow_headers', delayMs: 60000 });
    await client.execute(await client.choose(uri, client.cursorAt(uri, 'a + b'), 'Explain'));
    await until(() => wall.requests[0]?.body);
    await client.exit();
    assert.ok((await wall.waitFor((request) => request.isOver)).closedByClient);
  });

  test('a request that waits is answered at the end', async (context) => {
    const { client, uri } = await openC(context);
    wall.script('openai', { fault: 'stall' });
    const action = await client.choose(uri, client.cursorAt(uri, 'a + b'), 'Explain');
    const waiting = client.execute(action, { wait: true });
    await until(() => wall.requests[0]?.status);
    const shut = client.request('shutdown', null);
    assert.equal((await waiting).status, 'cancelled');
    await shut;
    client.notify('exit');
    await client.expectEnd(0);
  });

  test('a key command does not outlive the server', async (context) => {
    const place = placeFor(context, { keys: [], config: {
      providers: { team: { dialect: 'openai-chat', base_url: `${wall.url}/openai/v1`, local: true,
        api_key_command: ['sleep', '301'] } },
      models: { coder: { provider: 'team', id: 'x', context_tokens: 32768 } } } });
    place.write('add.c', source);
    const client = await Client.open(place);
    const uri = client.openFile('add.c', 'c');
    await client.execute(await client.choose(uri, client.cursorAt(uri, 'a + b'), 'Explain'));
    await until(() => childrenOf(client.process.pid).length > 0);
    const children = childrenOf(client.process.pid);
    await client.exit();
    await until(() => !children.some(isAlive));
  });
});

const frame = (message) => {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
};
const handshake = [
  { id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } },
  { method: 'initialized', params: {} },
  { id: 2, method: 'shutdown' },
  { method: 'exit' },
].map(frame).join('');

describe('stdin and stdout', () => {
  test('as files', async (context) => {
    const place = placeFor(context);
    const [from, to] = [join(place.folder, 'in'), join(place.folder, 'out')];
    writeFileSync(from, handshake);
    const [input, output] = [openSync(from, 'r'), openSync(to, 'w')];
    const { ended } = startWye(place, ['serve', '--stdio'], { stdio: [input, output, 'pipe'] });
    const { status, stderr } = await ended;
    [input, output].forEach((fd) => closeSync(fd));
    checkReports(stderr);
    assert.equal(status, 0, stderr);
    const bodies = readFileSync(to, 'utf8').split(/Content-Length: \d+\r\n\r\n/).slice(1);
    const [first, second] = bodies.map((body) => JSON.parse(body)).filter(({ id }) => id);
    assert.equal(first.result.serverInfo.name, 'wye');
    assert.deepEqual(second, { jsonrpc: '2.0', id: 2, result: null });
  });

  test('as /dev/null', async (context) => {
    const place = placeFor(context);
    const nothing = openSync('/dev/null', 'r+');
    const { ended } = startWye(place, [], { stdio: [nothing, nothing, 'pipe'] });
    const { status, stderr } = await ended;
    closeSync(nothing);
    checkReports(stderr);
    assert.equal(status, 1, stderr);
  });

  test('closed', (context) => {
    const place = placeFor(context);
    for (const closing of ['<&-', '<&- >&-', '<&- >&- 2>&-']) {
      const { status, stderr } = spawnSync('sh', ['-c', `exec "$0" ${closing}`, binary],
        { env: place.env, cwd: place.project, encoding: 'utf8' });
      checkReports(stderr);
      assert.equal(status, 1, `${closing}: ${stderr}`);
    }
  });

  test('stdout closed', (context) => {
    const place = placeFor(context);
    const { status, stderr } = spawnSync('sh', ['-c', 'exec "$0" serve >&-', binary],
      { env: place.env, cwd: place.project, encoding: 'utf8', input: handshake });
    checkReports(stderr);
    assert.ok([0, 1].includes(status), stderr);
  });
});
