// A language client over stdio: frames, requests, and the answers that an editor gives by itself.
// It keeps documents as an editor does: an edit is applied where its range is, refused where its
// version is another, and told to the server as a change.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import { binary, checkReports } from './place.mjs';

const waitMs = 20000;

export const capabilities = {
  workspace: { applyEdit: true, workspaceEdit: { documentChanges: true }, configuration: true,
    executeCommand: {} },
  textDocument: {
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
    publishDiagnostics: { versionSupport: true },
  },
  window: { workDoneProgress: true, showDocument: { support: true } },
  general: { positionEncodings: ['utf-16'] },
  experimental: { wye: { stream: true, outcome: true } },
};

// Looks again and again until something is so, for what nobody tells of.
export async function until(isSo) {
  for (const start = Date.now(); !isSo(); await sleep(5))
    assert.ok(Date.now() - start < waitMs, `it never came so: ${isSo}`);
}

// Units of a text before a place, as LSP counts them.
const measure = {
  'utf-8': (text) => Buffer.byteLength(text),
  'utf-16': (text) => text.length,
  'utf-32': (text) => [...text].length,
};

export function offsetAt(text, { line, character }, encoding = 'utf-16') {
  const lines = text.split('\n');
  assert.ok(line < lines.length, `there is no line ${line}`);
  let at = 0;
  for (const letter of lines[line]) {
    if (measure[encoding](lines[line].slice(0, at)) >= character) break;
    at += letter.length;
  }
  assert.equal(measure[encoding](lines[line].slice(0, at)), character, `column in line ${line}`);
  return lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0) + at;
}

export function positionAt(text, offset, encoding = 'utf-16') {
  const line = text.slice(0, offset).split('\n').length - 1;
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return { line, character: measure[encoding](text.slice(offset ? start : 0, offset)) };
}

export function applyEdits(text, edits, encoding) {
  const spans = edits
    .map(({ range, newText }) => ({ start: offsetAt(text, range.start, encoding),
      end: offsetAt(text, range.end, encoding), newText }))
    .sort((one, other) => one.start - other.start);
  let done = '';
  let at = 0;
  for (const { start, end, newText } of spans) {
    assert.ok(start >= at && end >= start, 'edits must not overlap');
    done += text.slice(at, start) + newText;
    at = end;
  }
  return done + text.slice(at);
}

export class Client {
  // options: args, capabilities, processId, answers ({method: (params) => result}), env, binary,
  // waitMs (how long anything may take).
  constructor(place, options = {}) {
    this.place = place;
    this.options = options;
    this.waitMs = options.waitMs ?? waitMs;
    this.messages = []; // all that came, in order
    this.waiters = new Set();
    this.pending = new Map();
    this.documents = new Map(); // uri -> {text, version}
    this.input = Buffer.alloc(0);
    this.stderr = '';
    this.lastId = 0;
    this.process = spawn(options.binary ?? binary, options.args ?? ['--log', 'debug'], {
      cwd: place.project, env: { ...place.env, ...options.env }, stdio: ['pipe', 'pipe', 'pipe'] });
    this.ended = new Promise((resolve) => {
      this.process.on('close', (status, signal) => resolve(this.onEnd(status, signal)));
      this.process.on('error', (error) => resolve(this.onEnd(error.message, null)));
    });
    this.process.stdout.on('data', (bytes) => this.onInput(bytes));
    this.process.stderr.setEncoding('utf8').on('data', (text) => { this.stderr += text; });
    this.process.stdin.on('error', () => {}); // the server may be gone
    place.atEnd(() => this.kill());
  }

  // Starts a server and does the first handshake.
  static async open(place, options = {}) {
    const client = new Client(place, options);
    client.server = await client.request('initialize', {
      processId: options.processId ?? process.pid,
      rootUri: pathToFileURL(place.project).href,
      workspaceFolders: [{ uri: pathToFileURL(place.project).href, name: 'project' }],
      capabilities: options.capabilities ?? capabilities,
    });
    client.encoding = client.server.capabilities.positionEncoding;
    client.notify('initialized', {});
    return client;
  }

  // --- Frames ------------------------------------------------------------------------------------

  onInput(bytes) {
    this.place.heard(bytes);
    this.input = Buffer.concat([this.input, bytes]);
    for (;;) {
      const head = this.input.indexOf('\r\n\r\n');
      if (head < 0) return;
      const headers = this.input.toString('latin1', 0, head);
      const length = Number(/^Content-Length: (\d+)$/m.exec(headers)[1]);
      const end = head + 4 + length;
      if (this.input.length < end) return;
      const message = JSON.parse(this.input.toString('utf8', head + 4, end));
      this.input = this.input.subarray(end);
      this.take(message);
    }
  }

  send(message) {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  take(message) {
    this.messages.push(message);
    if (message.method && 'id' in message) this.answer(message);
    else if (!message.method) this.settle(message);
    for (const waiter of this.waiters) waiter.look(message);
  }

  settle({ id, result, error }) {
    const { resolve, reject } = this.pending.get(id);
    this.pending.delete(id);
    if (error) reject(Object.assign(new Error(error.message), { code: error.code }));
    else resolve(result);
  }

  onEnd(status, signal) {
    this.place.heard(Buffer.from(this.stderr));
    this.hasEnded = true;
    const text = `The server has ended (${status ?? signal}): ${this.stderr}`;
    for (const { reject } of this.pending.values()) reject(new Error(text));
    for (const waiter of this.waiters) waiter.fail(text);
    return { status, signal };
  }

  // --- What an editor answers by itself ----------------------------------------------------------

  answer({ id, method, params }) {
    const usual = {
      'workspace/configuration': ({ items }) => items.map(() => null),
      'window/workDoneProgress/create': () => null,
      'client/registerCapability': () => null,
      'window/showDocument': () => ({ success: true }),
      'workspace/applyEdit': ({ edit }) => this.applyEdit(edit),
    };
    const reply = this.options.answers?.[method] ?? usual[method];
    assert.ok(reply, `the server asks for ${method}`);
    const result = reply(params);
    if (result !== undefined) this.send({ id, result }); // undefined: no answer comes
  }

  applyEdit(edit) {
    const changes = edit.documentChanges ?? Object.entries(edit.changes)
      .map(([uri, edits]) => ({ textDocument: { uri, version: null }, edits }));
    for (const { textDocument: { uri, version } } of changes)
      if (version !== null && this.documents.get(uri).version !== version)
        return { applied: false, failureReason: 'the document has another version' };
    for (const { textDocument: { uri }, edits } of changes) {
      // From the last to the first, so that none moves the others.
      const descending = [...edits].sort((one, other) =>
        other.range.start.line - one.range.start.line ||
        other.range.start.character - one.range.start.character);
      this.change(uri, applyEdits(this.textOf(uri), edits, this.encoding),
        descending.map(({ range, newText }) => ({ range, text: newText })));
    }
    return { applied: true };
  }

  // --- Talking -----------------------------------------------------------------------------------

  request(method, params) {
    const id = ++this.lastId;
    const reply = new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${method} is not answered${this.story()}`)),
        this.waitMs);
      const settled = (settle) => (value) => { clearTimeout(timer); settle(value); };
      this.pending.set(id, { resolve: settled(resolve), reject: settled(reject) });
    });
    reply.catch(() => {}); // who awaits it hears of it
    reply.id = id;
    this.send({ id, method, params });
    return reply;
  }

  // What has happened so far, for the message of a test that failed.
  story() {
    const lines = this.messages.map((message) => JSON.stringify(message).slice(0, 300));
    return [':', ...lines, this.stderr.slice(-4000)].join('\n');
  }

  notify(method, params) {
    this.send({ method, params });
  }

  // The first message that fits, from `since` on: (message) => …, or a method's name.
  waitFor(wanted, since = 0) {
    const fits = typeof wanted === 'string' ? (message) => message.method === wanted : wanted;
    const found = this.messages.slice(since).find(fits);
    if (found) return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      const waiter = {
        look: (message) => fits(message) && waiter.end(() => resolve(message)),
        fail: (text) => waiter.end(() => reject(new Error(text))),
        end: (settle) => { clearTimeout(timer); this.waiters.delete(waiter); settle(); },
      };
      const timer = setTimeout(() => waiter.fail(`nothing came that fits ${wanted}${this.story()}`),
        this.waitMs);
      this.waiters.add(waiter);
    });
  }

  // --- Documents ---------------------------------------------------------------------------------

  // Opens a file of the project; returns its uri.
  openFile(name, languageId) {
    const uri = this.place.uri(name);
    const text = readFileSync(new URL(uri), 'utf8');
    this.documents.set(uri, { text, version: 1 });
    this.notify('textDocument/didOpen',
      { textDocument: { uri, languageId, version: 1, text } });
    return uri;
  }

  change(uri, text, contentChanges = [{ text }]) {
    const document = this.documents.get(uri);
    document.text = text;
    document.version++;
    this.notify('textDocument/didChange', {
      textDocument: { uri, version: document.version }, contentChanges });
  }

  // Types before `wanted`, as a person does while an answer is on its way.
  type(uri, wanted, text) {
    const { start } = this.rangeOf(uri, wanted);
    const at = offsetAt(this.textOf(uri), start, this.encoding);
    this.change(uri, this.textOf(uri).slice(0, at) + text + this.textOf(uri).slice(at),
      [{ range: { start, end: start }, text }]);
  }

  textOf(uri) {
    return this.documents.get(uri).text;
  }

  // The range of `wanted` in the document.
  rangeOf(uri, wanted) {
    const text = this.textOf(uri);
    const start = text.indexOf(wanted);
    assert.notEqual(start, -1, `there is no "${wanted}" in the document`);
    return { start: positionAt(text, start, this.encoding),
      end: positionAt(text, start + wanted.length, this.encoding) };
  }

  cursorAt(uri, wanted) {
    const { start } = this.rangeOf(uri, wanted);
    return { start, end: start };
  }

  // --- Actions -----------------------------------------------------------------------------------

  codeActions(uri, range, context = { diagnostics: [] }) {
    return this.request('textDocument/codeAction', { textDocument: { uri }, range, context });
  }

  execute(action, more = {}) {
    const [argument] = action.command.arguments;
    return this.request('workspace/executeCommand',
      { command: action.command.command, arguments: [{ ...argument, ...more }] });
  }

  // Chooses the action whose title begins with `verb`, as a person does in the menu.
  async choose(uri, range, verb) {
    const offers = await this.codeActions(uri, range);
    const action = offers.find(({ title }) => title.startsWith(`${verb} `));
    assert.ok(action, `nothing is offered that begins with ${verb}: ${JSON.stringify(offers)}`);
    return action;
  }

  // Chooses, starts, and waits for what became of it.
  async perform(uri, range, verb, more = {}) {
    const since = this.messages.length;
    assert.equal(await this.execute(await this.choose(uri, range, verb), more), null);
    return this.outcome(since);
  }

  async outcome(since = 0) {
    return (await this.waitFor('wye/outcome', since)).params;
  }

  // What the reader of the stream sees at its end.
  streamed(since = 0) {
    let text = '';
    for (const { method, params } of this.messages.slice(since))
      if (method === 'wye/stream') text = (params.reset ? '' : text) + params.delta;
    return text;
  }

  indexOf(fits) {
    return this.messages.findIndex(fits);
  }

  // --- End ---------------------------------------------------------------------------------------

  // Ends as editors do; the status must be 0 and nothing may be left.
  async exit(expected = 0) {
    await this.request('shutdown', null);
    this.notify('exit');
    await this.expectEnd(expected);
  }

  async expectEnd(expected) {
    const { status, signal } = await this.ended;
    checkReports(this.stderr);
    assert.deepEqual({ status, signal }, { status: expected, signal: null }, this.stderr);
  }

  async kill() {
    if (!this.hasEnded) this.process.kill('SIGKILL');
    await this.ended;
  }
}
