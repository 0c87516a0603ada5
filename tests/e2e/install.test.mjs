// What `make install` puts into its folders is whole: it asks a model of the wall, over the curl
// that lies beside it, wherever it is called from.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { startWall } from '../wall/wall.mjs';
import { checkOutcome, wye, wyeJson } from './cli.mjs';
import { Client } from './client.mjs';
import { placeFor, root } from './place.mjs';

function install(place, prefix) {
  const target = join(place.folder, 'target');
  const made = spawnSync('make', ['--no-print-directory', '-s', 'install', `PREFIX=${prefix}`,
    `DESTDIR=${target}`], { cwd: root, encoding: 'utf8', env: { ...process.env,
    MAKEFLAGS: '', MAKELEVEL: '0' } });
  assert.equal(made.status, 0, made.stderr);
  return join(target, prefix);
}

test('make install', async (context) => {
  const wall = await startWall();
  context.after(() => wall.close());
  const place = placeFor(context, { wall, keys: ['OPENAI_API_KEY'] });
  place.write('add.c', 'int add(int a, int b) {\n    return a + b;\n}\n');
  const prefix = install(place, '/opt/wye tools');
  const binary = join(prefix, 'bin', 'wye');
  assert.equal(statSync(binary).mode & 0o777, 0o755);
  wall.script('openai', { text: 'Adds.\n', times: 'forever' });

  await context.test('a model is asked', async () => {
    const { stdout } = await wye(place, 0, ['run', 'explain', 'add.c:2'], { binary });
    assert.equal(stdout, 'Adds.\n');
  });

  await context.test('through a symbolic link, and from PATH', async () => {
    const bin = join(place.folder, 'bin');
    mkdirSync(bin);
    symlinkSync(binary, join(bin, 'wye'));
    assert.equal((await wye(place, 0, ['run', 'explain', 'add.c:2'],
      { binary: join(bin, 'wye') })).stdout, 'Adds.\n');
    assert.equal((await wye(place, 0, ['run', 'explain', 'add.c:2'],
      { binary: 'wye', env: { PATH: `${bin}:${process.env.PATH}` } })).stdout, 'Adds.\n');
  });

  await context.test('as a server', async () => {
    const client = await Client.open(place, { binary });
    const uri = client.openFile('add.c', 'c');
    const outcome = await client.perform(uri, client.cursorAt(uri, 'a + b'), 'Explain');
    assert.equal(checkOutcome(outcome).markdown, 'Adds.\n');
    await client.exit();
  });

  await context.test('without the curl beside it, it says so and goes on', async () => {
    const object = join(prefix, 'lib', 'wye', 'wye-http.so');
    assert.ok(existsSync(object));
    rmSync(object);
    const outcome = checkOutcome(
      await wyeJson(place, 0, ['run', 'explain', 'add.c:2'], { binary }));
    assert.equal(outcome.model, 'builtin');
    assert.match(outcome.message, /reinstall wye/);
  });
});
