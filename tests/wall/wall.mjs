// The test wall: an HTTP server on the loopback that speaks the vendors' dialects as strictly as
// they do and answers what a test has scripted. It thinks nothing up by itself.
//
//   const wall = await startWall();
//   wall.script('anthropic', { status: 429, headers: { 'retry-after': '2' } }, { text: 'Adds.' });
//   … base_url: `${wall.url}/anthropic` or `${wall.url}/openai/v1` …
//   wall.requests[0].body, wall.requests[0].closedByClient
//   await wall.close();
//
// A reply, every field optional: text, chunks (a number, or the pieces), thinking, usage {input,
// output, cacheRead, cacheWrite, reasoning}, stop (complete, length, refusal, filter, context, or
// the vendor's own word), status, headers, body, error {message, type, code} for a status that is
// no 2xx, delayMs, chunkDelayMs, fault (play.mjs), times (a number or 'forever'), when {model,
// contains}: only for requests that fit.
//
// From other languages: `node wall.mjs --script FILE.json`; see cli() below.

import http from 'node:http';
import { readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import * as anthropic from './anthropic.mjs';
import * as openai from './openai.mjs';
import * as gemini from './gemini.mjs';
import * as ollama from './ollama.mjs';
import * as responses from './openai_responses.mjs';
import { playReply, sendError } from './play.mjs';

const dialects = { anthropic, openai, 'openai-responses': responses, gemini, ollama };
const bodyBytesMax = 64 << 20;

// Exact paths: a doubled /v1 must not pass. A dialect is a row above, and its paths here.
const routes = {
  'POST /anthropic/v1/messages': { name: 'anthropic' },
  'POST /openai/v1/chat/completions': { name: 'openai' },
  'POST /openai/v1/responses': { name: 'openai-responses' },
  'GET /anthropic/v1/models': { name: 'anthropic', isModels: true },
  'GET /openai/v1/models': { name: 'openai', isModels: true },
  'POST /gemini/v1beta/models/MODEL:streamGenerateContent': { name: 'gemini' },
  'POST /gemini/v1beta/models/MODEL:generateContent': { name: 'gemini' },
  'GET /gemini/v1beta/models': { name: 'gemini', isModels: true },
  'POST /ollama/api/chat': { name: 'ollama' },
  'GET /ollama/api/tags': { name: 'ollama', isModels: true },
};

// One dialect says in the path which model is asked.
const modelInPath = /\/models\/[^/:]+:/;

const defaults = {
  key: undefined, // the one good key; any is good where it is not given
  needsKey: true, // openai: false plays a local server without keys
  isVendor: false, // openai: true refuses max_tokens as the vendor's newer models do
  lifetimeMs: 10 * 60 * 1000,
  onEvent: undefined, // (event) => …: {event: 'request' | 'end', …the log entry}
};

async function readBody(request) {
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > bodyBytesMax) throw new Error('the body is too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

// Keys are shown to be there, and are not kept.
function redact(headers) {
  const shown = { ...headers };
  for (const name of Object.keys(shown)) if (name.endsWith('api-key')) shown[name] = '[key]';
  if (shown.authorization) shown.authorization = shown.authorization.replace(/ .*/, ' [key]');
  return shown;
}

// The queue of one dialect: the first reply whose `when` fits is taken, `times` times (1).
function takeReply(queue, body) {
  const text = JSON.stringify(body ?? '');
  const fits = ({ when }) => !when ||
    ((when.model ?? body?.model) === body?.model && text.includes(quoted(when.contains ?? '')));
  const at = queue.findIndex(fits);
  if (at < 0) return {};
  const reply = queue[at];
  reply.times = (reply.times ?? 1) - 1;
  if (reply.times <= 0) queue.splice(at, 1);
  return reply;
}

const quoted = (text) => JSON.stringify(text).slice(1, -1);

// Whose words say that a path is unknown.
const nearestTo = (path) =>
  Object.keys(dialects).find((name) => path.startsWith(`/${name}`)) ?? 'anthropic';

class Wall {
  constructor(options) {
    this.options = { ...defaults, ...options };
    this.startedAt = Date.now();
    this.connections = 0;
    this.waiters = new Set();
    this.isClosing = false;
    this.reset();
  }

  reset() {
    this.requests = [];
    this.queues = Object.fromEntries(Object.keys(dialects).map((name) => [name, []]));
    this.functions = {};
  }

  // Replies are appended to the dialect's queue; a function answers all requests instead.
  script(dialect, ...replies) {
    if (!this.queues[dialect])
      throw new Error(`The wall speaks ${Object.keys(dialects).join(', ')}; not ${dialect}.`);
    for (const reply of replies) {
      if (typeof reply === 'function') this.functions[dialect] = reply;
      else this.queues[dialect].push(
        { ...reply, times: reply.times === 'forever' ? Infinity : reply.times });
    }
    return this;
  }

  // The first log entry that fits, now or later: waitFor((r) => r.closedByClient).
  waitFor(predicate, timeoutMs = 5000) {
    const found = this.requests.find(predicate);
    if (found) return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      const waiter = {
        predicate,
        resolve: (entry) => { clearTimeout(waiter.timer); resolve(entry); },
      };
      waiter.timer = setTimeout(() => {
        this.waiters.delete(waiter);
        reject(new Error(`The wall saw no such request in ${timeoutMs} ms.`));
      }, timeoutMs);
      this.waiters.add(waiter);
    });
  }

  changed(event, entry) {
    this.options.onEvent?.({ event, ...entry });
    for (const waiter of this.waiters) {
      if (!waiter.predicate(entry)) continue;
      this.waiters.delete(waiter);
      waiter.resolve(entry);
    }
  }

  listen(port) {
    this.server = http.createServer((request, response) => this.serve(request, response));
    this.server.on('connection', (socket) => { socket.wallNumber = ++this.connections; });
    this.timer = setTimeout(() => this.close(), this.options.lifetimeMs);
    this.timer.unref();
    return new Promise((resolve, reject) => {
      this.server.on('error', reject);
      this.server.listen(port ?? 0, '127.0.0.1', () => {
        this.port = this.server.address().port;
        this.url = `http://127.0.0.1:${this.port}`;
        resolve(this);
      });
    });
  }

  close() {
    clearTimeout(this.timer);
    this.isClosing = true;
    for (const waiter of this.waiters) clearTimeout(waiter.timer);
    this.closed ??= new Promise((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    return this.closed;
  }

  // One entry of the log; ends when the response has been sent or its connection is gone.
  begin(request, response, dialect) {
    const entry = { id: this.requests.length + 1, dialect, method: request.method,
      path: request.url, headers: redact(request.headers), hasKey: Boolean(
        request.headers['x-api-key'] ?? request.headers['x-goog-api-key'] ??
        request.headers.authorization),
      connection: request.socket.wallNumber, atMs: Date.now() - this.startedAt, body: undefined,
      status: undefined, fault: undefined, bytesSent: 0, isOver: false, closedByClient: false };
    this.requests.push(entry);
    const over = new AbortController();
    const isOurs = () => request.socket.wallTorn || this.isClosing;
    response.on('close', () => {
      entry.isOver = true;
      entry.closedByClient = !response.writableFinished && !isOurs();
      entry.overAtMs = Date.now() - this.startedAt;
      over.abort();
      this.changed('end', entry);
    });
    return { entry, signal: over.signal };
  }

  async serve(request, response) {
    const path = request.url.split('?')[0];
    if (path.startsWith('/wall/')) {
      this.control(request, response, path);
      return;
    }
    const route = routes[`${request.method} ${path.replace(modelInPath, '/models/MODEL:')}`];
    const dialect = dialects[route?.name ?? nearestTo(path)];
    const { entry, signal } = this.begin(request, response, dialect.name);
    const play = { reply: {}, dialect, request, response, signal, log: entry,
      socket: tearing(request.socket) };
    try {
      const text = await readBody(request);
      if (this.admit(play, route, text)) await playReply(play);
    } catch (error) {
      entry.error = error.message;
      if (response.headersSent) response.destroy();
      else sendError(play, 500, { message: `The wall: ${error.message}` });
    }
  }

  // Null where the vendor would take it, else {status, error}.
  check(play, route, text) {
    const { dialect, request } = play;
    const given = { headers: request.headers, ...this.options };
    const refuse = (status, message) => ({ status, error: { message } });
    if (!route) return refuse(404, `Not found: ${request.method} ${request.url}`);
    if (route.isModels) return dialect.validateHeaders(given);
    try {
      play.log.body = play.body = JSON.parse(text);
    } catch {
      return refuse(400, 'The request body is not valid JSON.');
    }
    if (play.body?.constructor !== Object) return refuse(400, 'The body must be an object.');
    if (!request.headers['content-type']?.startsWith('application/json'))
      return refuse(415, 'Unsupported content-type: application/json is needed.');
    return dialect.validateHeaders(given) ?? dialect.validateBody(play.body, this.options);
  }

  // Refuses what the vendor would refuse; else takes the reply.
  admit(play, route, text) {
    const { dialect, log } = play;
    const refusal = this.check(play, route, text);
    log.refused = refusal?.error.message;
    if (!refusal) play.reply = this.takeReply(play, route);
    log.fault = play.reply.fault;
    this.changed('request', log);
    if (refusal) sendError(play, refusal.status, refusal.error);
    return !refusal;
  }

  takeReply({ dialect, body, log }, route) {
    if (route.isModels) return { body: dialect.models };
    const scripted = this.functions[dialect.name];
    return (scripted ? scripted(body, log) : takeReply(this.queues[dialect.name], body)) ?? {};
  }

  // For tests in other languages: POST /wall/script {dialect: [replies]}, GET /wall/requests,
  // POST /wall/reset.
  async control(request, response, path) {
    const answer = (status, value) => response.writeHead(status,
      { 'content-type': 'application/json' }).end(JSON.stringify(value));
    try {
      const text = await readBody(request);
      if (path === '/wall/requests') return answer(200, this.requests);
      if (path === '/wall/reset') return answer(200, this.reset() ?? {});
      if (path !== '/wall/script') return answer(404, {});
      for (const [dialect, replies] of Object.entries(JSON.parse(text)))
        this.script(dialect, ...replies);
      return answer(200, {});
    } catch (error) {
      return answer(400, { error: error.message });
    }
  }
}

// The socket, noting where it was the wall that tore it.
function tearing(socket) {
  const tear = (how) => () => { socket.wallTorn = true; socket[how](); };
  return { destroy: tear('destroy'), resetAndDestroy: tear('resetAndDestroy') };
}

// options: see `defaults`; and `port` (any free one).
export function startWall(options = {}) {
  return new Wall(options).listen(options.port);
}

// --- Command line --------------------------------------------------------------------------------
// node wall.mjs [--script FILE.json] [--port N] [--lifetime-ms N] [--stay]
// The first line on stdout is the URL, the others are the events of the log as JSON. FILE holds
// {"options": {…}, "anthropic": [replies], …}, one list for each dialect. It ends when stdin ends
// (unless --stay), when its parent is gone, or when its time is up.

function parseArguments(list) {
  const values = {};
  for (let at = 0; at < list.length; at++) {
    const name = list[at].replace(/^--/, '');
    values[name] = name === 'stay' ? true : list[++at];
  }
  return values;
}

async function cli(list) {
  const given = parseArguments(list);
  const file = given.script ? JSON.parse(readFileSync(given.script, 'utf8')) : {};
  const say = (text) => process.stdout.write(`${text}\n`);
  const wall = await startWall({
    ...file.options,
    ...(given.port ? { port: Number(given.port) } : {}),
    ...(given['lifetime-ms'] ? { lifetimeMs: Number(given['lifetime-ms']) } : {}),
    onEvent: (event) => say(JSON.stringify(event)),
  });
  for (const dialect of Object.keys(dialects)) wall.script(dialect, ...(file[dialect] ?? []));
  const end = () => wall.close().then(() => process.exit(0));
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && end(), 500).unref();
  wall.server.on('close', () => process.exit(0));
  process.stdout.on('error', () => process.exit(0));
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(name, end);
  if (!given.stay) process.stdin.on('end', end).on('error', end).resume();
  say(wall.url);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  await cli(process.argv.slice(2));
