// A place of its own for one test: a temporary folder with HOME, the XDG folders, a project and a
// configuration that points at the wall. At the end all that was said and written in it is searched
// for the keys, and the folder is removed: no test of this suite can leak one unseen.

import assert from 'node:assert/strict';
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync,
  writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const binary = resolve(process.env.WYE_BIN ?? join(root, 'build', 'check', 'wye'));

// No vendor's pattern: what searches a repository for secrets need not stop at these.
export const keys = { ANTHROPIC_API_KEY: 'wall-anthropic-0a1b2c3d4e5f',
  OPENAI_API_KEY: 'wall-openai-5f4e3d2c1b0a',
  TEAM_API_KEY: 'wall-team-9c8b7a6f5e4d' }; // of no shipped provider

// The sanitizers' reports, and the status with which they end a process.
export const sanitizerStatus = 97;
const reports = /AddressSanitizer|LeakSanitizer|UndefinedBehavior|runtime error:|ASSERT/;

function* filesBelow(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const status = lstatSync(path);
    if (status.isDirectory()) yield* filesBelow(path);
    else if (status.isFile()) yield path;
  }
}

export class Place {
  // options: wall; keys (which variables are set; both), config (merged over the wall's), env,
  // secrets (what else is searched for).
  constructor({ wall, keys: names = Object.keys(keys), config = {}, env = {}, secrets = [] } = {}) {
    this.secrets = [...Object.values(keys), ...secrets];
    this.wall = wall;
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), 'wye-e2e-')));
    this.said = [];
    this.ending = [];
    for (const name of ['home', 'config/wye', 'state', 'project/.git'])
      mkdirSync(join(this.folder, name), { recursive: true });
    this.project = join(this.folder, 'project');
    this.state = join(this.folder, 'state', 'wye');
    this.configFile = join(this.folder, 'config', 'wye', 'config.json');
    this.env = {
      PATH: process.env.PATH, LANG: 'C.UTF-8', HOME: join(this.folder, 'home'),
      XDG_CONFIG_HOME: join(this.folder, 'config'), XDG_STATE_HOME: join(this.folder, 'state'),
      XDG_CACHE_HOME: join(this.folder, 'home', '.cache'), TMPDIR: this.folder,
      // Without intercept_tls_get_addr=0 the leak checker may die at random (see run.sh).
      ASAN_OPTIONS: `detect_leaks=1:intercept_tls_get_addr=0:exitcode=${sanitizerStatus}:${''
      }quarantine_size_mb=8`,
      UBSAN_OPTIONS: `print_stacktrace=1:exitcode=${sanitizerStatus}`,
      ...Object.fromEntries(names.map((name) => [name, keys[name]])), ...env,
    };
    this.configure(wall ? { providers: wallProviders(wall), ...config } : config);
  }

  configure(config) {
    writeFileSync(this.configFile, JSON.stringify(config, null, 2));
  }

  // Writes a file of the project; returns its path.
  write(name, text) {
    const path = join(this.project, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  read(name) {
    return readFileSync(join(this.project, name), 'utf8');
  }

  uri(name) {
    return pathToFileURL(join(this.project, name)).href;
  }

  // What a process has said, to be searched at the end.
  heard(bytes) {
    this.said.push(bytes);
  }

  // To be called when the place is closed: clients still running are ended.
  atEnd(end) {
    this.ending.push(end);
  }

  checkNoKeys() {
    const find = (bytes, where) => this.secrets.forEach((value) =>
      assert.ok(!bytes.includes(value), `a key stands in ${where}`));
    // The wall keeps no headers with keys; addresses and bodies must have none.
    find(JSON.stringify(this.wall?.requests ?? []), 'a request');
    this.said.forEach((bytes) => find(bytes, `what wye said: ${bytes}`));
    for (const path of filesBelow(this.folder)) find(readFileSync(path), path);
  }

  async close() {
    try {
      for (const end of this.ending) await end();
      this.checkNoKeys();
    } finally {
      rmSync(this.folder, { recursive: true, force: true });
    }
  }
}

export const wallProviders = (wall) => ({
  anthropic: { base_url: `${wall.url}/anthropic` },
  openai: { base_url: `${wall.url}/openai/v1` },
});

// Stderr of a process that ended well holds no report of the sanitizers.
export function checkReports(stderr) {
  assert.ok(!reports.test(stderr), stderr);
}

// A place for the running test, closed when it is over, also where the test failed.
export function placeFor(context, options) {
  const place = new Place(options);
  context.after(() => place.close());
  return place;
}
