// Reading for the rules of tidy: the files as a Map from path to text, and as much of C as the
// rules need. Not a parser: it counts on the house's style, which clang-format holds.

import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

function listFolder(folder) {
  const skipped = new Set(['.git', 'build', 'node_modules']);
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (skipped.has(entry.name)) return [];
    return entry.isDirectory() ? listFolder(path) : entry.isFile() ? [path] : [];
  });
}

// What git tracks or would; without git, or in an unpacked archive, what lies there.
function listFiles() {
  const git = spawnSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], { cwd: root });
  const names = git.status === 0 ? git.stdout.toString().split('\0').filter(Boolean) : [];
  return names.includes('Makefile') ? names : listFolder('.');
}

export function readTree() {
  const tree = new Map();
  for (const path of listFiles().sort()) {
    try {
      const text = readFileSync(join(root, path), 'utf8');
      if (!text.includes('\0')) tree.set(path, text);
    } catch (error) {
      if (error.code !== 'ENOENT') throw error; // deleted and not committed yet
    }
  }
  return tree;
}

// Comments become blanks, and literals unless they are to stay; lines and columns are kept.
export function blank(text, keepsLiterals = false) {
  const pattern = /\/\/[^\n]*|\/\*[^]*?\*\/|"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*'/g;
  return text.replace(pattern, (found) => (
    keepsLiterals && !found.startsWith('/') ? found : found.replace(/[^\n]/g, ' ')));
}

export const isOwnC = (path) => (
  /^(server|tests\/runner|tests\/unit|grammars\/\w+)\/.*\.[ch]$/.test(path));
export const isServerC = (path) => /^server\/.*\.c$/.test(path);
export const stemOf = (path) => posix.basename(path).replace(/\.[^.]*$/, '');
export const roomOf = (path) => /^server\/([^/]+)\//.exec(path)?.[1];
const lineAt = (text, offset) => text.slice(0, offset).split('\n').length;
export const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
export const hasWord = (text, word) => (
  new RegExp(`(?<![\\w.-])${escaped(word)}(?![\\w-]|\\.\\w)`).test(text));

export function* filesOf(tree, isWanted) {
  for (const [path, text] of tree) if (isWanted(path)) yield [path, text];
}

export function* matches(text, pattern) {
  for (const match of text.matchAll(pattern)) yield [lineAt(text, match.index), match];
}

// Every place where the pattern matches in the code, comments and literals left out.
export function findInCode(tree, isWanted, pattern, what) {
  const found = [];
  for (const [path, text] of filesOf(tree, isWanted))
    for (const [line, match] of matches(blank(text), pattern))
      found.push({ path, line, what: what(match) });
  return found;
}

export function includesOf(text) {
  const pattern = /^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]*)[>"]/gm;
  return [...matches(text, pattern)].map(([line, match]) => (
    { line, isOwn: match[1] === '"', name: match[2] }));
}

// Functions with a body: the name, whether others may call it, its first line and its length.
export function functionsOf(text) {
  const code = blank(text).replace(/^[ \t]*#(?:[^\n]*\\\n)*[^\n]*/gm, (directive) => (
    directive.replace(/[^\n]/g, ' ')));
  const found = [];
  let depth = 0, start = 0, header = '', open = 0;
  for (let at = 0; at < code.length; at++) {
    const byte = code[at];
    if (byte === '{' && depth++ === 0) [header, open] = [code.slice(start, at), at];
    if (byte === '}' && --depth === 0) {
      const name = /(\w+)[ \t\n]*\([^{}]*\)\s*$/.exec(header)?.[1];
      if (name && !header.includes('=')) {
        const first = lineAt(code, start + header.search(/\S/));
        found.push({ name, line: first, lines: lineAt(code, at) - first + 1,
          isStatic: /\bstatic\b/.test(header), body: code.slice(open, at) });
      }
    }
    if (depth === 0 && (byte === '}' || byte === ';')) start = at + 1;
  }
  return found;
}

// Rows of an X-macro table: NAME(argument, …), strings without their quotes.
export function rowsOf(tree, path, name) {
  const text = (tree.get(path) ?? '').replace(/^\/\/.*/gm, '');
  const pattern = new RegExp(`^${name}\\(((?:"(?:\\\\.|[^"\\\\])*"|[^)"])*)\\)`, 'gm');
  return [...matches(text, pattern)].map(([line, match]) => ({
    path, line, cells: [...match[1].matchAll(/"((?:\\.|[^"\\])*)"|(\w+)/g)].map((cell) => (
      cell[1] ?? cell[2])),
  }));
}
