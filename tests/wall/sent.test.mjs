// Holds what our dialects send (the captured bodies in tests/providers) against the vendors: their
// parameter types must take it, and so must the wall. So no dialect can drift into a language of
// its own. What comes back is not looked at here.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { startWall } from './wall.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
let wall;
before(async () => { wall = await startWall(); });
after(() => wall.close());

describe('what our dialects send', () => {
  const folder = join(root, 'tests', 'providers');
  const names = readdirSync(folder).filter((name) => name.endsWith('.request.json'));
  // By the beginning of a file's name, the longest first: where it goes at the wall, with which
  // key, and its type.
  const bearer = { authorization: 'Bearer k' };
  const kinds = [
    { start: 'anthropic-', dialect: 'anthropic', base: '/anthropic', key: { 'x-api-key': 'k' },
      type: 'Anthropic.MessageCreateParamsStreaming' },
    { start: 'openai-chat-', dialect: 'openai', base: '/openai', key: bearer,
      type: 'OpenAI.Chat.ChatCompletionCreateParamsStreaming' },
    { start: 'openai-', dialect: 'openai-responses', base: '/openai', key: bearer,
      type: 'OpenAI.Responses.ResponseCreateParamsStreaming' },
    { start: 'gemini-', dialect: 'gemini', base: '/gemini', key: { 'x-goog-api-key': 'k' },
      type: 'GeminiBody' },
    { start: 'ollama-', dialect: 'ollama', base: '/ollama', key: {},
      type: 'ChatRequest & { stream: true }' },
  ];
  // The version and the authorization of these are not the vendor's.
  const refused = { 'anthropic-schema-prompt': 400, 'openai-chat-gateway': 401,
    'openai-gateway': 401 };

  const captured = names.map((name) =>
    ({ name, ...kinds.find(({ start }) => name.startsWith(start)),
      ...JSON.parse(readFileSync(join(folder, name), 'utf8')) }));
  const typeOf = (dialect) => kinds.find((kind) => kind.dialect === dialect).type;

  const good = (dialect) => captured.find((c) => c.dialect === dialect).body;
  const wrong = [
    ['anthropic', { ...good('anthropic'), max_completion_tokens: 1 }],
    ['anthropic', { ...good('anthropic'), max_tokens: '1' }],
    ['anthropic', { ...good('anthropic'),
      output_config: { format: { type: 'json', schema: {} } } }],
    ['openai', { ...good('openai'), stream_options: { usage: true } }],
    ['openai', { ...good('openai'), system: 'x' }],
    ['openai', { ...good('openai'), stream: 'yes' }],
    ['openai-responses', { ...good('openai-responses'), messages: [] }],
    ['openai-responses', { ...good('openai-responses'), reasoning: { effort: 'hard' } }],
    ['openai-responses', { ...good('openai-responses'),
      text: { format: { type: 'json_schema', name: 'x' } } }],
    ['openai-responses', { ...good('openai-responses'), input: [{ role: 'tool', content: 'x' }] }],
    ['gemini', { ...good('gemini'), generationConfig: { max_tokens: 1 } }],
    ['gemini', { ...good('gemini'), generationConfig: { maxOutputTokens: '1' } }],
    ['ollama', { ...good('ollama'), max_tokens: 1 }],
    ['ollama', { ...good('ollama'), options: { num_ctx: '4096' } }],
  ].map(([dialect, body]) => ({ dialect, body }));

  // The vendor's SDK takes another shape and makes this one of it.
  const geminiTypes = [
    "import type { Content, GenerationConfig, ThinkingConfig, ThinkingLevel } " +
      "from '@google/genai';",
    "type Thinking = Omit<ThinkingConfig, 'thinkingLevel'> & " +
      '{ thinkingLevel?: `${ThinkingLevel}` };',
    "type Config = Omit<GenerationConfig, 'thinkingConfig'> & { thinkingConfig?: Thinking };",
    'type GeminiBody = { contents: Content[]; systemInstruction?: Content; ' +
      'generationConfig: Config };'];

  // One line a body, written as a literal, so that tsc looks for excess properties too.
  const source = (bodies) => ["import type Anthropic from '@anthropic-ai/sdk';",
    "import type OpenAI from 'openai';", ...geminiTypes,
    "import type { ChatRequest } from 'ollama';", ...bodies.map(({ dialect, body }, at) =>
      `export const body${at}: ${typeOf(dialect)} = ${JSON.stringify(body)};`), ''].join('\n');

  // What tsc says about good.ts and wrong.ts.
  function compile() {
    const place = join(root, 'build', 'wall', 'types');
    rmSync(place, { recursive: true, force: true });
    mkdirSync(place, { recursive: true });
    const modules = join(root, 'tests', 'node_modules');
    writeFileSync(join(place, 'good.ts'), source(captured));
    writeFileSync(join(place, 'wrong.ts'), source(wrong));
    writeFileSync(join(place, 'tsconfig.json'), JSON.stringify({ files: ['good.ts', 'wrong.ts'],
      compilerOptions: { strict: true, noEmit: true, skipLibCheck: true, target: 'es2022',
        module: 'esnext', moduleResolution: 'bundler',
        lib: ['es2022', 'dom', 'dom.asynciterable'],
        types: ['node'], typeRoots: [join(modules, '@types')],
        paths: { '@anthropic-ai/sdk': [join(modules, '@anthropic-ai/sdk', 'index.d.ts')],
          openai: [join(modules, 'openai', 'index.d.ts')],
          '@google/genai': [join(modules, '@google/genai', 'dist', 'genai.d.ts')],
          ollama: [join(modules, 'ollama', 'dist', 'index.d.ts')] } } }));
    const tsc = spawnSync(process.execPath,
      [join(modules, 'typescript', 'bin', 'tsc'), '-p', place, '--pretty', 'false'],
      { encoding: 'utf8', cwd: place });
    return tsc.stdout + tsc.stderr;
  }

  test("the vendors' types take every captured body, and no wrong one", () => {
    assert.ok(captured.length >= 8);
    const output = compile();
    const firstLine = source([]).split('\n').length; // behind the imports and types
    for (const at of wrong.keys())
      assert.match(output, new RegExp(`^wrong\\.ts\\(${at + firstLine},`, 'm'),
        `taken: ${JSON.stringify(wrong[at])}`);
    // Nothing but the complaints about wrong.ts and the lines that explain them.
    const others = output.split('\n').filter((line) => !/^(wrong\.ts\(| |$)/.test(line));
    assert.deepEqual(others, []);
  });

  // As sent, so that a method, a path or a header is seen as well; the SDKs' own bodies were above.
  const sendCaptured = ({ url, method, headers, body }, base) => new Promise((resolve, reject) => {
    const path = new URL(url).pathname;
    const request = http.request(base + path, { method, headers }, (response) => {
      let bytes = '';
      response.setEncoding('utf8').on('data', (part) => { bytes += part; })
        .on('end', () => resolve([response.statusCode, bytes]));
    });
    request.on('error', reject).end(JSON.stringify(body));
  });

  for (const { name, base, key, headers, ...request } of captured) {
    const status = refused[name.replace('.request.json', '')] ?? 200;
    test(`${name}: the wall answers ${status}`, async () => {
      const [got, bytes] = await sendCaptured(
        { ...request, headers: { ...key, ...headers } }, wall.url + base);
      assert.equal(got, status, bytes);
    });
  }
});
