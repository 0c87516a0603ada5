// Renders what the Markdown filter lets through, with raw HTML allowed as editors allow it: no
// image and no HTML may come of it, whatever went in. The corpus is written by the runner's suite.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { Parser } from 'commonmark';
import MarkdownIt from 'markdown-it';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const path = join(root, 'build', 'markdown.jsonl');
const dangerous = new Set(['image', 'html_block', 'html_inline']);

const gfm = new MarkdownIt({ html: true, linkify: true });
const plain = new MarkdownIt('commonmark', { html: true });
const reference = new Parser();

const flatten = (tokens) => tokens.flatMap((token) => [token, ...flatten(token.children ?? [])]);
const findTokens = (renderer) => (text) => flatten(renderer.parse(text, {}))
  .filter((token) => dangerous.has(token.type)).map((token) => `${token.type} ${token.content}`);

function findNodes(text) {
  const found = [];
  const walker = reference.parse(text).walker();
  for (let event = walker.next(); event; event = walker.next())
    if (event.entering && dangerous.has(event.node.type))
      found.push(`${event.node.type} ${event.node.literal ?? event.node.destination}`);
  return found;
}

const renderers = [['markdown-it, tables', findTokens(gfm)], ['markdown-it', findTokens(plain)],
  ['commonmark', findNodes]];

let pairs;
before(() => {
  mkdirSync(join(root, 'build'), { recursive: true });
  const run = spawnSync(join(root, 'build', 'check', 'runner'), ['markdown mixtures'],
    { cwd: root, env: { ...process.env, WYE_MARKDOWN: path }, encoding: 'utf8' });
  assert.doesNotMatch(run.stdout, /FAIL markdown/);
  pairs = readFileSync(path, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
});

for (const [name, find] of renderers) {
  test(`nothing active is left for ${name}`, () => {
    const active = pairs.filter(({ input }) => find(input).length);
    assert.ok(active.length > pairs.length / 20, 'most of the corpus is harmless from the start');
    const left = pairs.filter(({ output }) => find(output).length)
      .sort((a, b) => a.input.length - b.input.length).slice(0, 5);
    assert.deepEqual(left.map((pair) => ({ ...pair, found: find(pair.output) })), []);
  });
}
