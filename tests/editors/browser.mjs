// A headless Chromium, spoken to by its own protocol over two pipes: no package and no port.
// What a page says on its console, every error, and every request that is not its own file are
// kept. Ends with the test.

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome'];
export const chromium = names.find((name) => spawnSync(name, ['--version']).status === 0);

export class Browser {
  static async open(context) {
    const browser = new Browser();
    context.after(() => browser.close());
    const { targetId } = await browser.call('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await browser.call('Target.attachToTarget', { targetId, flatten: true });
    browser.session = sessionId;
    for (const domain of ['Page', 'Runtime', 'Log', 'Network'])
      await browser.call(`${domain}.enable`);
    return browser;
  }

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'wye-browser-'));
    // As root there is no sandbox; the page is our own, and has no script.
    this.process = spawn(chromium, ['--headless=new', '--no-sandbox', '--disable-gpu',
      '--remote-debugging-pipe', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-extensions', '--disable-dev-shm-usage',
      '--hide-scrollbars', `--user-data-dir=${this.folder}`, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, HOME: this.folder, LANG: 'C.UTF-8' } });
    this.ended = new Promise((resolve) => { this.process.once('close', resolve); });
    this.asked = new Map();
    this.listeners = new Set();
    this.last = 0;
    this.problems = [];
    this.requests = [];
    let rest = '';
    this.process.stdio[4].setEncoding('utf8').on('data', (text) => {
      const parts = (rest + text).split('\0');
      rest = parts.pop();
      parts.forEach((part) => this.take(JSON.parse(part)));
    });
    this.process.stdio[3].on('error', () => {});
    this.ended.then(() => this.asked.forEach(({ reject }) => reject(new Error('it has ended'))));
  }

  take({ id, result, error, method, params }) {
    if (id) {
      const { resolve, reject } = this.asked.get(id);
      this.asked.delete(id);
      if (error) reject(new Error(error.message));
      else resolve(result);
      return;
    }
    if (method === 'Runtime.consoleAPICalled' || method === 'Runtime.exceptionThrown' ||
        method === 'Log.entryAdded') this.problems.push(params);
    if (method === 'Network.requestWillBeSent') this.requests.push(params.request.url);
    this.listeners.forEach((listener) => listener(method));
  }

  call(method, params = {}) {
    const id = ++this.last;
    const message = { id, method, params, sessionId: this.session };
    return new Promise((resolve, reject) => {
      this.asked.set(id, { resolve, reject });
      this.process.stdio[3].write(`${JSON.stringify(message)}\0`);
    });
  }

  until(method) {
    return new Promise((resolve) => {
      const listener = (name) => {
        if (name !== method) return;
        this.listeners.delete(listener);
        resolve();
      };
      this.listeners.add(listener);
    });
  }

  // Shows a file in a window of that size; scheme: 'light' or 'dark'.
  async show(url, { width = 1280, height = 900, scheme = 'light' } = {}) {
    await this.call('Emulation.setDeviceMetricsOverride',
      { width, height, deviceScaleFactor: 1, mobile: false });
    await this.call('Emulation.setEmulatedMedia',
      { features: [{ name: 'prefers-color-scheme', value: scheme }] });
    const loaded = this.until('Page.loadEventFired');
    await this.call('Page.navigate', { url });
    await loaded;
  }

  async evaluate(expression) {
    const { result, exceptionDetails } = await this.call('Runtime.evaluate',
      { expression, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
    return result.value;
  }

  // PNG of the whole page, at most `most` pixels high.
  async picture(most = 4000) {
    const { cssContentSize: { width, height } } = await this.call('Page.getLayoutMetrics');
    const { data } = await this.call('Page.captureScreenshot', { captureBeyondViewport: true,
      clip: { x: 0, y: 0, width, height: Math.min(height, most), scale: 1 } });
    return Buffer.from(data, 'base64');
  }

  async close() {
    this.call('Browser.close').catch(() => {});
    const timer = setTimeout(() => this.process.kill('SIGKILL'), 5000);
    await this.ended;
    clearTimeout(timer);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
