// Playing one reply to one request, with the fault that it asks for. Nothing here knows a vendor's
// field names; every wait ends when the client or the wall closes.

import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import zlib from 'node:zlib';

const defaultText = 'The wall says hello: it answers what it was told to answer, no more.';
const floodBytesMax = 64 << 20;
const hugeText = 'x'.repeat(10 << 20);

// What a dialect says in its own way, where it is no event stream.
const keepAliveOf = (dialect) => dialect.keepAlive ?? ': keep-alive\n\n';
const hugeEventOf = (dialect) => dialect.hugeEvent?.(hugeText) ?? `data: ${hugeText}\n\n`;

// Faults that change the answer before it is written.
const answers = {
  empty: (answer) => ({ ...answer, pieces: [], usage: { ...answer.usage, output: 1 } }),
  length: (answer) => ({ ...answer, stop: 'length' }),
  filter: (answer) => ({ ...answer, stop: 'filter' }),
  refusal: (answer) => ({ ...answer, stop: 'refusal' }),
  context: (answer) => ({ ...answer, stop: 'context' }),
};

// Faults of a stream that has begun: which events, and how it ends. `open` and `body` are the
// events before the closing and all of them.
const before = (list, part) => list.slice(0, Math.ceil(list.length * part));
// A dialect without a sentinel (`sentinelCount` 0) ends with what makes its answer whole.
const withoutSentinel = ({ all, dialect }) =>
  all.slice(0, all.length - (dialect.sentinelCount ?? 1));
const streams = {
  cut: ({ open }) => ({ events: before(open, 2 / 3) }),
  drop: ({ open }) => ({ events: before(open, 2 / 3), end: 'drop' }),
  reset_mid: ({ open }) => ({ events: before(open, 2 / 3), end: 'reset' }),
  stall: ({ open }) => ({ events: before(open, 1 / 2), end: 'hang' }),
  stall_comments: ({ open }) => ({ events: before(open, 1 / 2), end: 'comments' }),
  no_sentinel: (stream) => ({ events: withoutSentinel(stream) }),
  no_sentinel_open: (stream) => ({ events: withoutSentinel(stream), end: 'hang' }),
  error_event: ({ open, dialect }) => ({ events: [...before(open, 1 / 2), dialect.errorEvent] }),
  malformed: ({ open, all, dialect }) => {
    const at = before(open, 1 / 2).length;
    return { events: [...all.slice(0, at), dialect.malformedEvent, ...all.slice(at)] };
  },
  huge_line: ({ open, all, dialect }) => {
    const at = before(open, 1 / 2).length;
    return { events: [...all.slice(0, at), hugeEventOf(dialect), ...all.slice(at)] };
  },
  flood: ({ open }) => ({ events: before(open, 1 / 2), end: 'flood' }),
  nothing: () => ({ events: [] }),
  comments: ({ all, dialect }) =>
    ({ events: all.flatMap((event) => [keepAliveOf(dialect), event]) }),
  crlf: ({ all }) => ({ events: all.map((event) => event.replaceAll('\n', '\r\n')) }),
  bytewise: ({ all }) => ({ events: all.flatMap((event) => split(Buffer.from(event), 1)) }),
  split: ({ all }) => ({ events: split(Buffer.from(all.join('')), 7) }),
};

// Faults instead of a stream.
const transports = {
  reset: (play) => play.socket.resetAndDestroy(),
  close: (play) => play.socket.destroy(),
  silent: (play) => hang(play),
  redirect: (play) => send(play, play.reply.status ?? 302,
    { location: play.reply.location ?? 'http://127.0.0.1:1/' }, ''),
  html: (play) => send(play, 200, { 'content-type': 'text/html' },
    '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Sign in.</body></html>\n'),
  json: (play) => sendJson(play, 200, play.dialect.body(play.answer, play.body)),
  json_error: (play) => sendJson(play, 200, play.dialect.errorBody(500)),
  context_length: (play) => sendError(play, 400, play.dialect.contextLengthError),
  gzip_bomb: (play) => send(play, 200,
    { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' },
    zlib.gzipSync(Buffer.alloc(100 << 20, 'x'))),
};

// `slow_headers` waits before the head, `slow_first_token` after it, both for delayMs.
const timings = { slow_headers: 2000, slow_first_token: 20000, gzip: 0 };

export const faultNames = [answers, streams, transports, timings].flatMap(Object.keys);

function split(bytes, size) {
  const parts = [];
  for (let at = 0; at < bytes.length; at += size) parts.push(bytes.subarray(at, at + size));
  return parts;
}

// Sleeps that end at once when the exchange is over: the caller looks at `signal.aborted`.
const pause = (play, ms) => sleep(ms, undefined, { signal: play.signal }).catch(() => {});

async function hang(play) {
  while (!play.signal.aborted) await pause(play, 60000);
}

function head(play, status, headers) {
  play.log.status = status;
  play.response.writeHead(status, { ...play.dialect.headers(play.log.id), ...headers,
    ...play.reply.headers });
}

function send(play, status, headers, bytes) {
  head(play, status, { 'content-length': Buffer.byteLength(bytes), ...headers });
  play.log.bytesSent += Buffer.byteLength(bytes);
  play.response.end(bytes);
}

function sendJson(play, status, value) {
  send(play, status, { 'content-type': 'application/json' }, JSON.stringify(value));
}

export function sendError(play, status, error) {
  sendJson(play, status, play.dialect.errorBody(status, error));
}

function cutText(text, count) {
  const letters = Array.from(text);
  const size = Math.max(1, Math.ceil(letters.length / (count ?? letters.length / 16)));
  const pieces = [];
  for (let at = 0; at < letters.length; at += size)
    pieces.push(letters.slice(at, at + size).join(''));
  return pieces;
}

// What was asked for, filled up with defaults.
function prepare(reply, id) {
  const pieces = Array.isArray(reply.chunks) ? reply.chunks
    : cutText(reply.text ?? defaultText, reply.chunks);
  const usage = { input: 25, output: 12, cacheRead: 0, cacheWrite: 0, reasoning: 0,
    ...reply.usage };
  const answer = { id, pieces, thinking: reply.thinking, usage, stop: reply.stop ?? 'complete' };
  return answers[reply.fault]?.(answer) ?? answer;
}

function openSink(play) {
  if (play.reply.fault !== 'gzip') return play.response;
  const gzip = zlib.createGzip({ flush: zlib.constants.Z_SYNC_FLUSH });
  gzip.pipe(play.response);
  return gzip;
}

async function write(play, sink, bytes) {
  if (play.signal.aborted) return;
  play.log.bytesSent += bytes.length;
  if (!sink.write(bytes)) await once(sink, 'drain', { signal: play.signal }).catch(() => {});
}

const endings = {
  end: (_play, sink) => sink.end(),
  drop: (play) => play.socket.destroy(),
  reset: (play) => play.socket.resetAndDestroy(),
  hang,
  async comments(play, sink) {
    while (!play.signal.aborted) {
      await write(play, sink, keepAliveOf(play.dialect));
      await pause(play, 100);
    }
  },
  async flood(play, sink) {
    const event = play.dialect.textEvent('flood '.repeat(200));
    while (!play.signal.aborted && play.log.bytesSent < floodBytesMax)
      await write(play, sink, event);
    sink.end();
  },
};

async function stream(play) {
  const { reply, dialect, body } = play;
  const all = [...dialect.events(play.answer, body)];
  const open = all.slice(0, -dialect.closingCount(body));
  const { events, end = 'end' } =
    streams[reply.fault]?.({ all, open, dialect }) ?? { events: all };
  head(play, reply.status ?? 200, {
    'content-type': dialect.contentType ?? 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    ...(reply.fault === 'gzip' ? { 'content-encoding': 'gzip' } : {}),
  });
  play.response.flushHeaders();
  if (reply.fault === 'slow_first_token')
    await pause(play, reply.delayMs ?? timings.slow_first_token);
  const sink = openSink(play);
  for (const event of events) {
    await write(play, sink, event);
    if (reply.chunkDelayMs) await pause(play, reply.chunkDelayMs);
  }
  // What was written must be on its way before the socket is torn.
  if (end === 'drop' || end === 'reset') await pause(play, 20);
  if (!play.signal.aborted) await endings[end](play, sink);
}

const isStream = ({ dialect, request, body }) =>
  (dialect.isStream ? dialect.isStream(request, body) : body.stream);

// play: {reply, body, dialect, request, response, socket, signal, log}
export async function playReply(play) {
  const { reply } = play;
  if (reply.fault && !faultNames.includes(reply.fault))
    throw new Error(
      `The wall knows no fault "${reply.fault}". It knows: ${faultNames.join(', ')}.`);
  play.answer = prepare(reply, play.log.id);
  const delayMs = reply.fault === 'slow_first_token' ? 0
    : reply.delayMs ?? (reply.fault === 'slow_headers' ? timings.slow_headers : 0);
  if (delayMs) await pause(play, delayMs);
  if (play.signal.aborted) return;
  if (transports[reply.fault]) await transports[reply.fault](play);
  else if (reply.body !== undefined)
    send(play, reply.status ?? 200, { 'content-type': 'application/json' },
      typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
  else if (reply.status >= 300) sendError(play, reply.status, reply.error);
  else if (isStream(play)) await stream(play);
  else sendJson(play, 200, play.dialect.body(play.answer, play.body));
}
