// VS Code's real workbench and extension host, as code-server serves them, in Debian's Chromium:
// the screen through the browser, the buffers through the API inside the extension host
// (driver/main.js). Nothing but the loopback is reached. HOME, the XDG folders and the browser's
// profile are the test's own.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync }
  from 'node:fs';
import net from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readline from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

import { chromium as playwright } from 'playwright-core';

import { root } from '../../e2e/place.mjs';
import { chromium } from '../browser.mjs';
import { here, play } from '../stage.mjs';

const waitMs = 30_000;

const quiet = {
  'workbench.startupEditor': 'none', 'telemetry.telemetryLevel': 'off', 'update.mode': 'none',
  'extensions.autoUpdate': false, 'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true, 'chat.disableAIFeatures': true,
  'workbench.tips.enabled': false, 'git.enabled': false, 'window.commandCenter': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden', 'files.autoSave': 'off',
  'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never',
  'workbench.activityBar.location': 'default', 'editor.minimap.enabled': false,
  'workbench.layoutControl.enabled': false, 'editor.acceptSuggestionOnEnter': 'off',
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.autoClosingBrackets': 'never', 'editor.autoIndent': 'none',
};

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

// Looks until something is so, which may be asked for asynchronously; returns it.
export async function eventually(what, look, timeoutMs = waitMs) {
  let last;
  for (const start = Date.now(); Date.now() - start < timeoutMs; await sleep(40)) {
    try {
      last = await look();
      if (last) return last;
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`${what}: never so; at last ${last?.stack ?? last}`);
}

export class Workbench {
  constructor(place, program) {
    this.place = place;
    this.program = program;
    this.data = join(place.folder, 'code');
    this.extensions = join(place.folder, 'extensions');
    this.profile = mkdtempSync(join(tmpdir(), 'wye-chromium-'));
    this.socketPath = join(place.folder, 'driver.sock');
    this.env = { ...place.env, WYE_DRIVER: this.socketPath };
    this.waiting = new Map();
    this.lastId = 0;
  }

  // options: vsix, settings, viewport.
  static async open(place, program, options) {
    const workbench = new Workbench(place, program);
    try {
      await workbench.start(options);
    } catch (error) {
      error.message += `\n${workbench.said?.slice(-4000)}`;
      if (process.env.WYE_SHOT) await workbench.shot(process.env.WYE_SHOT);
      await workbench.close();
      throw error;
    }
    return workbench;
  }

  async start({ vsix, settings = {}, viewport = { width: 1280, height: 800 } }) {
    this.writeSettings(settings);
    await this.install(vsix, await this.packDriver());
    this.port = await freePort();
    this.server = spawn(this.program, [...this.folders(), '--auth', 'none', '--bind-addr',
      `127.0.0.1:${this.port}`, '--disable-telemetry', '--disable-update-check',
      '--disable-getting-started-override'],
    { env: this.env, cwd: this.place.project, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    this.said = '';
    for (const stream of [this.server.stdout, this.server.stderr])
      stream.setEncoding('utf8').on('data', (text) => { this.said += text; });
    await eventually('code-server answers',
      async () => (await fetch(`http://127.0.0.1:${this.port}/healthz`)).ok);
    assert.ok(chromium, 'there is no Chromium; tests/setup.sh check installs it');
    this.browser = await playwright.launchPersistentContext(this.profile, {
      executablePath: await this.must('which', [chromium]), headless: true, viewport,
      env: { ...process.env, HOME: this.place.env.HOME },
      permissions: ['clipboard-read', 'clipboard-write'],
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
        '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
    this.page = this.browser.pages()[0] ?? await this.browser.newPage();
    await this.browser.route(({ hostname }) => hostname !== '127.0.0.1', (route) => route.abort());
    this.page.on('console', (message) => { this.said += `browser: ${message.text()}\n`; });
    await this.page.goto(`http://127.0.0.1:${this.port}/?folder=${this.place.project}`);
    await this.page.waitForSelector('.monaco-workbench', { timeout: 60_000 });
    await eventually('the driver listens', () => existsSync(this.socketPath), 60_000);
    await this.connect();
  }

  folders() {
    return ['--user-data-dir', this.data, '--extensions-dir', this.extensions];
  }

  async must(program, args, options) {
    const { status, stdout, stderr } = await play(program, args, { env: this.env, ...options });
    assert.equal(status, 0, `${stdout}${stderr}`);
    return stdout.trim();
  }

  install(...vsixs) {
    return this.must(this.program, [...this.folders(),
      ...vsixs.flatMap((vsix) => ['--install-extension', vsix])]);
  }

  async packDriver() {
    const vsix = join(this.place.folder, 'driver.vsix');
    const node = await this.must(join(here, 'install-code-server.sh'), ['node'],
      { env: process.env });
    const vsce = join(root, 'editors/vscode/node_modules/@vscode/vsce/vsce');
    await this.must(node, [vsce,
      'package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '-o', vsix],
    { cwd: join(here, 'vscode', 'driver') });
    return vsix;
  }

  // The person's own settings, before anything runs. Those of the machine are in a file of their
  // own, as the browser is another one to VS Code.
  writeSettings(settings) {
    this.settings = settings;
    const { 'wye.server.path': program, ...others } = { ...quiet, ...settings };
    const machine = { 'wye.server.path': program };
    for (const [folder, values] of Object.entries({ User: others, Machine: machine })) {
      mkdirSync(join(this.data, folder), { recursive: true });
      writeFileSync(join(this.data, folder, 'settings.json'), JSON.stringify(values));
    }
  }

  // Makes wye's among them these and no others; returns the names of those that were different.
  async setSettings(settings) {
    const names = Object.keys({ ...this.settings, ...settings }).filter((name) =>
      JSON.stringify(this.settings[name]) !== JSON.stringify(settings[name]));
    this.settings = settings;
    await this.api(async (vscode, values) => {
      for (const [name, value] of values)
        await vscode.workspace.getConfiguration().update(name, value ?? undefined, true);
    }, names.map((name) => [name, settings[name]]));
    return names;
  }

  readSettings() {
    return JSON.parse(readFileSync(join(this.data, 'User', 'settings.json'), 'utf8'));
  }

  // --- The extension host ------------------------------------------------------------------------

  async connect() {
    this.socket = net.connect(this.socketPath);
    await once(this.socket, 'connect');
    readline.createInterface({ input: this.socket }).on('line', (line) => {
      const { id, value, error } = JSON.parse(line);
      const { resolve, reject } = this.waiting.get(id);
      this.waiting.delete(id);
      if (error === undefined) resolve(value);
      else reject(new Error(error));
    });
    this.socket.on('error', () => {});
  }

  // Calls `task(vscode, argument, kept)` inside the extension host; returns what it returns.
  api(task, argument) {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer to ${task}`)), waitMs);
      const done = (settle) => (value) => { clearTimeout(timer); settle(value); };
      this.waiting.set(id, { resolve: done(resolve), reject: done(reject) });
      this.socket.write(`${JSON.stringify({ id, code: String(task), argument })}\n`);
    });
  }

  command(name, ...args) {
    return this.api((vscode, [id, rest]) => {
      vscode.commands.executeCommand(id, ...rest).then(undefined, () => {}); // seen on the screen
    }, [name, args]);
  }

  // Opens a file of the project with the cursor at `wanted`, `offset` letters into it.
  async openFile(name, wanted, offset = 0) {
    await this.api(async (vscode, { path, text, at }) => {
      const document = await vscode.workspace.openTextDocument(path);
      const position = document.positionAt(document.getText().indexOf(text) + at);
      await vscode.window.showTextDocument(document, { viewColumn: 1, preview: false,
        selection: new vscode.Range(position, position) });
    }, { path: join(this.place.project, name), text: wanted, at: offset });
  }

  textOf(name) {
    return this.api(async (vscode, path) => (await vscode.workspace.openTextDocument(path))
      .getText(), join(this.place.project, name));
  }

  // Wye's findings, and all others: [{message, line, severity, source}].
  problems(name) {
    return this.api((vscode, path) => vscode.languages.getDiagnostics(vscode.Uri.file(path))
      .map(({ message, range, source, severity }) => (
        { message, source, severity, line: range.start.line })), join(this.place.project, name));
  }

  // --- The screen --------------------------------------------------------------------------------

  press(...keys) {
    return keys.reduce((before, key) => before.then(() => this.page.keyboard.press(key)),
      Promise.resolve());
  }

  // What the element's text is, blanks as blanks; '' where there is none.
  async seen(selector) {
    const texts = await this.page.locator(selector).allTextContents();
    return texts.join('\n').replace(/\u00a0/g, ' ');
  }

  // Opens the menu of code actions with the keyboard and returns its rows.
  async menu() {
    return eventually('the menu opens', async () => {
      await this.page.keyboard.press('Control+.');
      const rows = this.page.locator('.action-widget .monaco-list-row');
      await rows.first().waitFor({ timeout: 4000 });
      await sleep(150);
      return rows.allTextContents();
    });
  }

  // Chooses the row that begins with `title`, with the keyboard.
  async pick(title) {
    const rows = await this.menu();
    for (let step = 0; step < rows.length + 2; step++) {
      const focused = await this.seen('.action-widget .monaco-list-row.focused');
      if (focused.trim().startsWith(title)) return this.page.keyboard.press('Enter');
      await this.page.keyboard.press('ArrowDown');
      await sleep(40);
    }
    throw new Error(`the menu has no row "${title}": ${rows}`);
  }

  // Calls a command of the palette by its whole title.
  async palette(title) {
    await this.page.keyboard.press('F1');
    await this.page.locator('.quick-input-widget input').fill(`>${title}`);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first()
      .waitFor();
    await this.page.keyboard.press('Enter');
  }

  // Chooses a row of the open list by typing.
  async choose(text) {
    const input = this.page.locator('.quick-input-widget input');
    await input.waitFor();
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first()
      .waitFor();
    await input.fill(text);
    await sleep(100);
    await this.page.keyboard.press('Enter');
  }

  toast(text) {
    return this.page.locator('.notification-toast', { hasText: text }).first();
  }

  async dismissToasts() {
    await this.command('notifications.clearAll');
    await eventually('no notification is left', async () =>
      await this.page.locator('.notification-toast').count() === 0);
  }

  status() {
    return this.seen('.statusbar-item[id$="wye.status"]');
  }

  // The page with the explanation: a frame in a frame.
  explanation() {
    return this.page.frameLocator('iframe.webview.ready').last().frameLocator('#active-frame');
  }

  shot(file) {
    return this.page.screenshot({ path: file });
  }

  async close() {
    this.socket?.destroy();
    await this.browser?.close().catch(() => {});
    if (this.server && this.server.exitCode === null) {
      const ended = once(this.server, 'exit');
      try {
        process.kill(-this.server.pid, 'SIGTERM');
      } catch {
        // it has ended meanwhile
      }
      await ended;
    }
    rmSync(this.profile, { recursive: true, force: true });
  }
}
