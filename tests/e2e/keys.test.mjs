// Where a key is while wye works, and where it is not: in no core, in no child, in no memory that a
// key command's answer has passed through. Where keys may go is in reach.test.mjs; that none is in
// anything said or written, place.mjs looks after in every test.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, readSync,
  readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { startWall } from '../wall/wall.mjs';
import { attempts, checkOutcome, wye } from './cli.mjs';
import { Client, until } from './client.mjs';
import { binary, keys, placeFor, root } from './place.mjs';

const here = dirname(fileURLToPath(import.meta.url));
let wall;
before(async () => { wall = await startWall({ lifetimeMs: 900_000 }); });
beforeEach(() => wall.reset());
after(() => wall.close());

const source = 'int add(int a, int b) {\n    return a + b;\n}\n';

async function openC(context, options) {
  const place = placeFor(context, { wall, ...options });
  place.write('add.c', source);
  const client = await Client.open(place, options);
  const uri = client.openFile('add.c', 'c');
  return { place, client, uri, cursor: client.cursorAt(uri, 'a + b') };
}

// Both halves stand in the configuration, which is searched for keys too; the whole does not.
const [half, otherHalf] = [keys.OPENAI_API_KEY.slice(0, 9), keys.OPENAI_API_KEY.slice(9)];
const sayKey = `printf %s%s ${half} ${otherHalf}`;

// A provider whose key a shell's command prints.
const byCommand = (script, more = {}) => ({ keys: [], config: {
  providers: { team: { dialect: 'openai-chat', base_url: `${wall.url}/openai/v1`,
    api_key_command: ['sh', '-c', script] }, ...more.providers },
  models: { coder: { provider: 'team', id: 'wall-1', context_tokens: 32768,
    output_tokens: 8192 } },
  routes: [{ use: ['coder'], why: 'the only one' }] }, env: more.env });

describe('a crash leaves no core', () => {
  // A shell that allows cores as large as they come, and then is the program.
  const unlimited = (program) => ['-c', 'ulimit -c unlimited; exec "$@"', 'sh', ...program];
  const coresIn = (place) => readdirSync(place.project).filter((name) => /^core/.test(name));

  // Whether this system writes cores where we would see them.
  const leavesCores = (place) => {
    const folder = join(place.folder, 'crash');
    mkdirSync(folder);
    spawnSync('sh', unlimited(['sh', '-c', 'kill -ABRT $$']), { cwd: folder });
    return readdirSync(folder).length > 0;
  };

  const builds = { 'the tests\' build': binary, release: join(root, 'build', 'wye') };
  for (const [name, program] of Object.entries(builds))
    test(`aborted with a request in flight, ${name}`, async (context) => {
      const place = placeFor(context, { wall });
      place.write('add.c', source);
      // The sanitizers forbid cores too, unless they are told to leave that alone.
      const client = await Client.open(place, { binary: 'sh',
        args: unlimited([program, '--log', 'debug']),
        env: { ASAN_OPTIONS: `${place.env.ASAN_OPTIONS}:disable_coredump=0` } });
      const uri = client.openFile('add.c', 'c');
      wall.script('openai', { fault: 'stall', text: 'Once upon a time. '.repeat(30) });
      await client.execute(await client.choose(uri, client.cursorAt(uri, 'a + b'), 'Explain'));
      await client.waitFor('wye/stream');
      const limits = readFileSync(`/proc/${client.process.pid}/limits`, 'utf8');
      assert.match(limits, /^Max core file size +0 +0 /m);
      client.process.kill('SIGABRT');
      assert.equal((await client.ended).signal, 'SIGABRT');
      assert.deepEqual(coresIn(place), []);
      if (!leavesCores(place)) context.diagnostic('cores go elsewhere: only the limit was seen');
    });

  // A handler behind a pipe cannot be installed by a test; that the kernel would not call it shows
  // in whom it gives the process's files to. An administrator sees no difference.
  test('and none goes to a crash handler', { skip: process.getuid() === 0 &&
    !spawnSync('setpriv', ['--version']).stdout && 'no setpriv to be somebody else' },
  (context) => {
    const place = placeFor(context);
    const call = `exec 3<&0; "$0" serve <&3 >/dev/null & sleep 0.5; stat -c %u /proc/$!/environ;
      kill $!`;
    const asNobody = process.getuid() === 0
      ? ['setpriv', '--reuid', '65534', '--clear-groups'] : ['env'];
    const [program, ...args] = [...asNobody, 'sh', '-c', call, builds.release];
    const { stdout, stderr } = spawnSync('sh', ['-c', `sleep 2 | "$@"`, 'sh', program, ...args],
      { cwd: '/', env: { ...place.env, HOME: '/nowhere', XDG_CONFIG_HOME: '/nowhere',
        XDG_STATE_HOME: '/nowhere' }, encoding: 'utf8' });
    assert.equal(stdout, '0\n', stderr);
  });
});

describe('children have no key', () => {
  // ANTHROPIC_API_KEY and OTHER_API_KEY by their names; the other two by the configuration, one of
  // a provider that nothing asks.
  const hidden = { ANTHROPIC_API_KEY: keys.ANTHROPIC_API_KEY, OTHER_API_KEY: keys.OPENAI_API_KEY,
    TEAM_WORD: keys.OPENAI_API_KEY, SPARE_WORD: keys.ANTHROPIC_API_KEY };
  const providers = {
    second: { dialect: 'openai-chat', base_url: 'http://127.0.0.1:1/v1', api_key_env: 'TEAM_WORD' },
    spare: { dialect: 'openai-chat', base_url: 'http://127.0.0.1:1/v1', api_key_env: 'SPARE_WORD' },
  };
  const check = (file) => {
    const names = readFileSync(file, 'utf8').match(/^\w+(?==)/gm);
    assert.ok(names.includes('PATH') && names.includes('ORDINARY'), names.join(' '));
    assert.deepEqual(names.filter((name) => name in hidden), []);
  };

  test('a key command', async (context) => {
    const { place, client, uri, cursor } = await openC(context, byCommand(`env >seen; ${sayKey}`,
      { providers, env: { ...hidden, ORDINARY: 'yes' } }));
    wall.script('openai', { text: 'Adds.\n' });
    const outcome = checkOutcome(await client.perform(uri, cursor, 'Explain'));
    assert.deepEqual(attempts(outcome), ['team ok']);
    check(join(place.project, 'seen'));
    await client.exit();
  });

  test('git', async (context) => {
    const place = placeFor(context,
      byCommand(sayKey, { providers, env: { ...hidden, ORDINARY: 'yes' } }));
    place.write('add.c', source);
    place.write('.git/HEAD', 'ref: refs/heads/main\n');
    const bin = join(place.folder, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'git'), `#!/bin/sh\nenv >'${place.folder}/seen'\nexit 1\n`);
    chmodSync(join(bin, 'git'), 0o755);
    place.env.PATH = `${bin}:${place.env.PATH}`;
    await wye(place, 1, ['run', 'review.changes', 'add.c']);
    check(join(place.folder, 'seen'));
  });
});

describe('a key command', () => {
  test('is run once', async (context) => {
    const { place, client, uri, cursor } = await openC(context,
      byCommand(`echo run >>runs; sleep 0.3; ${sayKey}`));
    wall.script('openai', { text: 'Adds.\n', times: 9 });
    const action = await client.choose(uri, cursor, 'Explain');
    await Promise.all([1, 2, 3].map(() => client.execute(action, { wait: true })));
    checkOutcome(await client.execute(action, { wait: true }));
    assert.equal(wall.requests.filter(({ hasKey, status }) => hasKey && status === 200).length, 4);
    assert.equal(place.read('runs'), 'run\n');
    await client.exit();
  });

  // The clock runs faster for wye: half a minute is not waited for.
  test('that takes too long is stopped, and all that it started', async (context) => {
    const place = placeFor(context, { wall, ...byCommand('sleep 1000 & echo $! >sleeper; wait') });
    place.write('add.c', source);
    const library = join(place.folder, 'fast_clock.so');
    const built = spawnSync('cc', ['-shared', '-fPIC', '-o', library, join(here, 'fast_clock.c')]);
    assert.equal(built.status, 0, String(built.stderr));
    const client = await Client.open(place, { env: { LD_PRELOAD: library,
      ASAN_OPTIONS: `${place.env.ASAN_OPTIONS}:verify_asan_link_order=0` } });
    const uri = client.openFile('add.c', 'c');
    const outcome = checkOutcome(
      await client.perform(uri, client.cursorAt(uri, 'a + b'), 'Explain'));
    assert.deepEqual(attempts(outcome), ['team error', 'builtin ok']);
    assert.match(outcome.message, /key command of team gave no key .*took longer than 30000 ms/);
    const sleeper = Number(place.read('sleeper'));
    await until(() => !existsSync(`/proc/${sleeper}`) ||
      /^State:\s+Z/m.test(readFileSync(`/proc/${sleeper}/status`, 'utf8')));
    assert.equal(wall.requests.length, 0);
    await client.exit();
  });

  // How often some bytes stand in what a process holds. What is larger than all that wye needs is
  // the sanitizers' map of it. The stack is left out: the loader saves registers there, with bytes
  // that were just copied, and no program can wipe those.
  const countInMemory = (pid, bytes) => {
    const memory = openSync(`/proc/${pid}/mem`, 'r');
    let count = 0;
    for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
      const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
      const size = from ? parseInt(to, 16) - parseInt(from, 16) : 0;
      if (size === 0 || size > 256 << 20 || line.endsWith('[stack]')) continue;
      const part = Buffer.alloc(size);
      const read = readSync(memory, part, 0, size, BigInt(`0x${from}`));
      for (let at = -1; (at = part.indexOf(bytes, at + 1)) >= 0 && at < read;) count++;
    }
    closeSync(memory);
    return count;
  };

  // The sanitizers keep for a while what was freed, as it was but for its first bytes: so a word of
  // welcome goes ahead. What failed may have said a key all the same.
  const asItWas = 'detect_leaks=1:intercept_tls_get_addr=0:max_free_fill_size=0';
  for (const [how, script] of Object.entries({
    'and fails': `${sayKey}; exit 3`,
    'and a welcome': sayKey,
    'in two parts': `printf ${half}; sleep 0.2; printf ${otherHalf}; sleep 0.2; echo '.'`,
  }))
    test(`that says a key ${how}: its output is wiped`, async (context) => {
      const { client, uri, cursor } = await openC(context,
        byCommand(`echo Welcome; ${script}`, { env: { ASAN_OPTIONS: asItWas } }));
      const outcome = checkOutcome(await client.perform(uri, cursor, 'Explain'));
      assert.deepEqual(attempts(outcome), ['team error', 'builtin ok']);
      assert.ok(countInMemory(client.process.pid, 'return a + b') > 0);
      assert.equal(countInMemory(client.process.pid, keys.OPENAI_API_KEY), 0);
      await client.exit();
    });
});
