// What a reader of the house may rely on, as a test: layers, sizes, banned calls, names, orphans,
// a fixture and a line in the README for every row of a table, formatting. Every rule carries bad
// snippets that it must catch, so that none can fall asleep. Needs node alone.
//
// A rule looks at a tree, which is a Map from path to text: the real one, or a fixture's.

import { spawnSync } from 'node:child_process';

import { blank, escaped, filesOf, findInCode, functionsOf, hasWord, includesOf, isOwnC, isServerC,
  matches, readTree, roomOf, root, rowsOf, stemOf } from './tidy/reading.mjs';

// --- Layers --------------------------------------------------------------------------------------

const ranks = { base: 0, text: 1, config: 1, syntax: 2, llm: 2, providers: 3, builtin: 3,
  actions: 3, engine: 4, lsp: 5, io: 5, cli: 6 };
const roomsOfIo = ['io', 'base', 'text', 'llm', 'config'];

function wrongLayer(own, other) {
  if (other === undefined || !(other in ranks)) return 'names no room of the house';
  if (own === undefined || own === other) return ''; // main.c stands above all
  if (!(own in ranks)) return 'comes from a folder that has no rank';
  if (own === 'io' && !roomsOfIo.includes(other)) return `io/ includes only ${roomsOfIo.slice(1)}`;
  if (ranks[other] < ranks[own]) return '';
  return ranks[other] === ranks[own] ? 'rooms of one rank never include each other'
    : 'a room includes only lower ranks';
}

function checkLayers(tree) {
  const found = [];
  for (const [path, text] of filesOf(tree, (name) => /^server\/.*\.[ch]$/.test(name)))
    for (const { line, isOwn, name } of includesOf(text)) {
      const why = isOwn && wrongLayer(roomOf(path), roomOf(`server/${name}`));
      if (why) found.push({ path, line, what: `includes ${name}: ${why}` });
    }
  return found;
}

function checkIncludePaths(tree) {
  const found = [];
  for (const [path, text] of filesOf(tree, isOwnC))
    for (const { line, isOwn, name } of includesOf(text)) {
      const isThere = tree.has(`server/${name}`) ||
        (path.startsWith('tests/') && tree.has(`tests/${name}`));
      if (isOwn && (!isThere || name.includes('./')))
        found.push({ path, line, what: `includes "${name}": write it from server/` });
    }
  return found;
}

const owners = [
  [/^cJSON\.h$|^cjson\//, /^server\/base\/json\w*\.c$/, 'base/json*.c'],
  [/^tree_sitter\//, /^(server\/syntax|grammars\/\w+)\//, 'syntax/ and scanners'],
  [/^uv\.h$|^uv\//, /^server\/io\//, 'io/'],
  [/^sqlite3\.h$/, /^server\/io\//, 'io/'],
  [/^curl\//, /^server\/io\/http\w*\.[ch]$/, 'io/http*.c'],
];

function checkOwners(tree) {
  const found = [];
  for (const [path, text] of filesOf(tree, isOwnC))
    for (const { line, name } of includesOf(text))
      for (const [header, owner, where] of owners)
        if (header.test(name) && !owner.test(path))
          found.push({ path, line, what: `includes ${name}, which belongs to ${where}` });
  return found;
}

// --- Calls ---------------------------------------------------------------------------------------

const isOutsideIo = (path) => isOwnC(path) && !path.startsWith('server/io/');

const checkBanned = (tree) => findInCode(tree, isOwnC,
  /\b(sprintf|vsprintf|strcpy|strcat|strncpy|strncat|strtok|atoi|gets|alloca)\b(?=\s*\()/g,
  (match) => `${match[1]} is banned: no bound, or no way to see an error`);

const checkMemory = (tree) => findInCode(tree,
  (path) => isOwnC(path) && path !== 'server/base/memory.c',
  /(?<![\w.]|->)(malloc|calloc|realloc|free|strdup|strndup)\b(?=\s*[(,);])/g,
  (match) => `${match[1]}: memory comes from base/memory.h, an arena, a buffer or a vec`);

const checkForeign = (tree) => findInCode(tree, isOutsideIo, /\b(?:curl|uv)_\w+/g,
  (match) => `${match[0]}: only io/ knows libuv and libcurl`);

const checkConditions = (tree) => findInCode(tree, isOutsideIo,
  /^[ \t]*#[ \t]*(ifdef|ifndef|if|elif)\b/gm,
  (match) => `#${match[1]}: one code for all platforms, but in io/`);

const checkTypedefs = (tree) => findInCode(tree, isOwnC,
  /\btypedef\s+(struct|union|enum)\b[^;(]*[;{]/g,
  (match) => `a ${match[1]} is written out, not typedef'd`);

// --- Sizes and shape -----------------------------------------------------------------------------

const limits = { file: 500, function: 70, columns: 100, opening: 2 };
// Not .scm: what a pattern says to the person is one literal and cannot be broken.
const isCode = (path) => isOwnC(path) || /\.(def|mjs|sh|lua|el)$/.test(path) ||
  /^(editors|tests)\/[^]*\.ts$/.test(path) && !isSample(path);
const isSample = (path) => /^tests\/(builtin|demo|syntax|sessions|initialize)\//.test(path);

function checkFileSizes(tree) {
  return [...filesOf(tree, isCode)].map(([path, text]) => ({
    path, line: 1, lines: text.replace(/\n$/, '').split('\n').length,
  })).filter(({ lines }) => lines > limits.file).map(({ path, line, lines }) => (
    { path, line, what: `${lines} lines, at most ${limits.file}` }));
}

function checkFunctionSizes(tree) {
  return [...filesOf(tree, isOwnC)].flatMap(([path, text]) => (
    functionsOf(text).filter(({ lines }) => lines > limits.function).map(
      ({ name, line, lines }) => (
        { path, line, what: `${name} has ${lines} lines, at most ${limits.function}` }))));
}

function checkColumns(tree) {
  return [...filesOf(tree, isCode)].flatMap(([path, text]) => (
    text.split('\n').map((line, index) => ({ path, line: index + 1, columns: [...line].length }))
      .filter(({ columns }) => columns > limits.columns)
      .map(({ path: name, line, columns }) => (
        { path: name, line, what: `${columns} columns, at most ${limits.columns}` }))));
}

function checkNames(tree) {
  const banned = /^(utils?|common|misc|helpers?)$/;
  return [...tree.keys()].flatMap((path) => path.split('/')
    .map((part) => part.replace(/\..*$/, '')).filter((part) => banned.test(part))
    .map((part) => ({ path, line: 1, what: `"${part}" says nothing of what is in there` })));
}

function checkOpenings(tree) {
  const found = [];
  for (const [path, text] of filesOf(tree, (name) => isOwnC(name) && name.endsWith('.c'))) {
    const lines = text.split('\n').findIndex((line) => !line.startsWith('//'));
    if (lines < limits.opening)
      found.push({ path, line: 1, what: 'open with what the file owns and does not do, in ' +
        `${limits.opening} lines of // or more` });
  }
  return found;
}

function checkHeaders(tree) {
  const found = [];
  for (const [path, text] of filesOf(tree, isOwnC)) {
    const own = path.replace(/\.c$/, '.h');
    const first = includesOf(text)[0];
    if (path.endsWith('.h') && !/^#pragma once$/m.test(text))
      found.push({ path, line: 1, what: 'a header says #pragma once' });
    if (own !== path && tree.has(own) && own !== `server/${first?.name}` &&
        own !== `tests/${first?.name}`)
      found.push({ path, line: first?.line ?? 1, what: `include ${own} first, to prove it whole` });
  }
  return found;
}

// --- Orphans -------------------------------------------------------------------------------------

// A file of code is reached if another file names a function or a table of its, if only in a text
// for dlsym, or if an X-macro table has its row.
function checkOrphanCode(tree) {
  const tables = [...rowsOf(tree, 'server/actions/actions.def', 'ACTION'),
    ...rowsOf(tree, 'server/providers/dialects.def', 'DIALECT')].map((row) => row.cells[0]);
  const words = new Map([...filesOf(tree, (path) => /^server\/.*\.(c|def)$/.test(path))].map(
    ([path, text]) => [path, new Set(blank(text, true).match(/\w+/g))]));
  const found = [];
  for (const [path, text] of filesOf(tree, isServerC)) {
    const tablesOfIts = [...text.matchAll(/^const struct \w+ (\w+) = /gm)].map(([, name]) => name);
    const names = functionsOf(text).filter(({ isStatic }) => !isStatic).map(({ name }) => name)
      .concat(tablesOfIts);
    const isCalled = names.some((name) => [...words].some(([other, set]) => (
      other !== path && set.has(name))));
    if (!isCalled && !names.includes('main') && !tables.includes(stemOf(path)))
      found.push({ path, line: 1, what: 'no other file calls it and no table has its row' });
  }
  return found;
}

function checkOrphanHeaders(tree) {
  const included = new Set([...filesOf(tree, (path) => /\.[ch]$/.test(path))]
    .flatMap(([, text]) => includesOf(text)).map(({ name }) => name));
  return [...tree.keys()].filter((path) => isOwnC(path) && path.endsWith('.h'))
    .filter((path) => !included.has(path.replace(/^(server|tests)\//, '')))
    .map((path) => ({ path, line: 1, what: 'nobody includes it' }));
}

function languageRows(tree) {
  return rowsOf(tree, 'server/syntax/languages.def', 'LANGUAGE').map(({ path, line, cells }) => ({
    path, line, symbol: cells[0], extension: cells[5].split(' ')[0],
    folders: [cells[0], ...cells.slice(-3)],
  }));
}

function checkOrphanQueries(tree) {
  const folders = new Set(languageRows(tree).flatMap((row) => row.folders));
  const table = tree.get('server/syntax/languages.c') ?? '';
  const kinds = new Set([...table.matchAll(/FILE_ROW\(folder, (\w+)\)/g)].map(([, name]) => name));
  return [...tree.keys()].filter((path) => path.endsWith('.scm'))
    .filter((path) => !folders.has(path.split('/')[1]) || !kinds.has(stemOf(path)))
    .map((path) => ({ path, line: 1, what: 'no row of languages.def uses it' }));
}

// --- A fixture and a line for every row ----------------------------------------------------------

function checkLanguages(tree) {
  return languageRows(tree).filter(({ extension }) => !tree.has(`tests/syntax/sample.${extension}`))
    .map(({ path, line, symbol, extension }) => (
      { path, line, what: `${symbol} has no tests/syntax/sample.${extension}` }));
}

const readme = (tree) => tree.get('README.md') ?? '';

function checkActions(tree) {
  const steps = [...filesOf(tree, (path) => path.startsWith('tests/sessions/'))]
    .flatMap(([, text]) => text.split('\n').filter((line) => line.startsWith('>'))).join('\n');
  return rowsOf(tree, 'server/actions/actions.def', 'ACTION').flatMap(({ path, line, cells }) => {
    const source = tree.get(`server/actions/${cells[0]}.c`) ?? '';
    const id = /\.id = "([^"]*)"/.exec(source)?.[1];
    if (!id) return [{ path, line, what: `server/actions/${cells[0]}.c gives no .id` }];
    return [[readme(tree), 'has no word in README.md'], [steps, 'is played by no tests/sessions']]
      .filter(([text]) => !hasWord(text, id))
      .map(([, why]) => ({ path, line, what: `${id} ${why}` }));
  });
}

function checkDialects(tree) {
  const rows = rowsOf(tree, 'server/providers/dialects.def', 'DIALECT');
  return rows.flatMap(({ path, line, cells }) => {
    const name = cells[1];
    const has = (pattern) => [...tree.keys()].some((file) => pattern.test(file));
    const golden = (end) => new RegExp(`^tests/providers/${escaped(name)}-[^/]*\\.${end}$`);
    const missing = [];
    if (!has(golden('request\\.json'))) missing.push('has no NAME.request.json in tests/providers');
    if (!has(golden('events'))) missing.push('has no NAME.events in tests/providers');
    if (!hasWord(readme(tree), name)) missing.push('has no word in README.md');
    return missing.map((why) => ({ path, line, what: `${name} ${why}` }));
  });
}

// --- What must not be in any file ----------------------------------------------------------------

// Put together here, so that this file does not hold them.
const hosts = ['registry\\.npm' + 'js', 'deb\\.deb' + 'ian', 'pypi\\.o' + 'rg',
  'proxy\\.go' + 'lang'];
const places = ['/wo' + 'rk/', '/tmp/ba' + 'sh', '/ro' + 'ot/'].map((path) => `(?<![\\w.])${path}`);
const notes = ['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'];

function findAnywhere(tree, pattern, what) {
  const found = [];
  for (const [path, text] of tree)
    for (const [line, match] of matches(text, pattern))
      found.push({ path, line, what: `${match[0]} ${what}` });
  return found;
}

const checkPlaces = (tree) => findAnywhere(tree, new RegExp([...hosts, ...places].join('|'), 'g'),
  'is of one machine or registry, and means nothing in a clone');
// The samples of the rule that finds such words hold them.
const withoutNotes = (tree) => new Map([...filesOf(tree, (path) => (
  !/^tests\/builtin\/review\/\w+\/todo\./.test(path)))]);
const checkNotes = (tree) => findAnywhere(withoutNotes(tree),
  new RegExp(`\\b(${notes.join('|')})\\b`, 'g'),
  'is work that is left: do it, or say in words what is not there');

// --- Formatting ----------------------------------------------------------------------------------

const formatter = ['clang-format-14', 'clang-format'].find((name) => (
  /version 14\./.test(spawnSync(name, ['--version']).stdout ?? '')));

// A fixture is given on stdin, the real tree by its names: one start for all of it.
function checkFormat(tree) {
  const options = ['--dry-run', '-Werror', '--style=file'];
  const paths = [...tree.keys()].filter(isOwnC);
  const isReal = paths.length > 1;
  const run = spawnSync(formatter, isReal ? [...options, ...paths]
    : [...options, `--assume-filename=${paths[0]}`],
  { cwd: root, encoding: 'utf8', input: isReal ? '' : tree.get(paths[0]), maxBuffer: 1 << 28 });
  const seen = new Map();
  for (const [, path, line] of run.stderr.matchAll(/^(\S+?):(\d+):\d+: error/gm))
    if (!seen.has(path)) seen.set(path, Number(line));
  if (run.status !== 0 && seen.size === 0) throw new Error(run.stderr || String(run.error));
  return [...seen].map(([path, line]) => (
    { path, line, what: 'from here on it is not as `clang-format -i` writes it' }));
}

// --- The rules, each with what it must catch -----------------------------------------------------

const only = (path, text) => ({ [path]: text });
const opened = '// Owns nothing.\n// Does nothing.\n';
const row = { 'server/actions/actions.def': 'ACTION(hint)\n',
  'server/actions/hint.c': 'const struct action action_hint = { .id = "code.hint" };\n' };
const language = only('server/syntax/languages.def',
  'LANGUAGE(ada, ada, "Ada", "--", "ada", "adb ads", "", "", "ada", shared, none, none)\n');
const kinds = only('server/syntax/languages.c', 'FILE_ROW(folder, scopes)');
const dialect = only('server/providers/dialects.def', 'DIALECT(wire, "open-wire")\n');

const rules = [
  { name: 'layers', check: checkLayers, bad: [
    only('server/base/a.c', '#include "text/text.h"\n'),
    only('server/builtin/a.c', '#include "actions/action.h"\n'),
    only('server/io/a.c', '#include "syntax/tree.h"\n'),
    only('server/lsp/a.h', '#include "io/loop.h"\n'),
    only('server/cli/a.c', '#include "a.h"\n'),
  ], good: [only('server/cli/a.c', '#include "io/loop.h"\n#include "cli/a.h"\n')] },
  { name: 'include paths', check: checkIncludePaths, bad: [
    { 'server/base/a.c': '#include "a.h"\n', 'server/base/a.h': '' },
    { 'server/text/a.c': '#include "../base/a.h"\n', 'server/base/a.h': '' },
    { 'tests/unit/a_test.c': '#include "check.h"\n', 'tests/runner/check.h': '' },
  ] },
  { name: 'owners of libraries', check: checkOwners, bad: [
    only('server/config/a.c', '#include <cjson/cJSON.h>\n'),
    only('server/actions/a.h', '#include <tree_sitter/api.h>\n'),
    only('server/lsp/a.c', '#include <uv.h>\n'),
    only('server/io/loop.c', '#include <curl/curl.h>\n'),
  ], good: [only('server/base/json.c', '#include <cjson/cJSON.h>\n')] },
  { name: 'banned calls', check: checkBanned, bad: [
    only('server/base/a.c', 'void f(void) {\n    strcpy(a, b);\n}\n'),
    only('tests/unit/a_test.c', 'int n = atoi ("1");\n'),
  ], good: [only('server/base/a.c', '// sprintf("x")\nchar *s = "strcat(a)"; snprintf(s);\n')] },
  { name: 'memory', check: checkMemory, bad: [
    only('server/text/a.c', 'void *p = malloc(1);\n'),
    only('tests/runner/a.c', 'each(list, free);\n'),
  ], good: [
    only('server/base/memory.c', 'free(p);\n'), only('server/io/a.c', 'pool->free(p);\n'),
  ] },
  { name: 'foreign names', check: checkForeign, bad: [
    only('server/engine/a.c', 'uv_loop_t *loop;\n'), only('server/cli/a.c', 'curl_free(p);\n'),
  ], good: [only('server/io/a.c', 'uv_loop_t *loop;\n')] },
  { name: 'conditional code', check: checkConditions, bad: [
    only('server/base/a.h', '#ifdef _WIN32\n#endif\n'), only('server/cli/a.c', '# if 0\n#endif\n'),
  ], good: [only('server/base/a.c', '#undef ROW\n')] },
  { name: 'typedefs', check: checkTypedefs, bad: [
    only('server/base/a.h', 'typedef struct {\n    int a;\n} a;\n'),
  ], good: [only('server/base/a.h', 'typedef void on_end(struct a *a);\n')] },
  { name: 'file sizes', check: checkFileSizes, bad: [
    only('server/base/a.c', 'int a;\n'.repeat(501)), only('tests/a.mjs', ';\n'.repeat(501)),
  ], good: [only('server/base/a.c', 'int a;\n'.repeat(500))] },
  { name: 'function sizes', check: checkFunctionSizes, bad: [
    only('server/base/a.c', `struct b *\nf(int a) {\n${'    a = \'{\';\n'.repeat(68)}}\n`),
    only('tests/unit/a.c', `#define A {\nstatic int g(void) {\n${'\n'.repeat(69)}}\n`),
  ], good: [
    only('server/base/a.c', `int f(int a) {\n${'    a = "}";\n'.repeat(68)}}\n`),
    only('server/base/a.c', `static const int a[] = {\n${'    1,\n'.repeat(200)}};\n`),
  ] },
  { name: 'columns', check: checkColumns, bad: [
    only('server/base/a.c', `// ${'a'.repeat(98)}\n`),
  ], good: [only('server/base/a.c', `// ${'é'.repeat(97)}\n`)] },
  { name: 'names', check: checkNames, bad: [
    only('server/base/utils.c', ''), only('server/common/a.c', ''), only('tests/helpers.mjs', ''),
  ], good: [only('server/base/slice.c', '')] },
  { name: 'openings', check: checkOpenings, bad: [
    only('server/base/a.c', '// One line.\n#include "base/a.h"\n'),
    only('server/base/b.c', 'int b;'),
  ], good: [only('server/base/a.c', opened)] },
  { name: 'headers', check: checkHeaders, bad: [
    only('server/base/a.h', 'struct a;\n'),
    { 'server/base/a.c': '#include <stdio.h>\n#include "base/a.h"\n',
      'server/base/a.h': '#pragma once\n' },
  ] },
  { name: 'orphan code', check: checkOrphanCode, bad: [
    { 'server/base/a.c': 'void a_go(void) {\n}\n',
      'server/base/b.c': '// a_go\nint main(void) {\n}\n' },
    { 'server/actions/explain.c': 'const struct action action_explain;\n', ...row },
  ], good: [
    row,
    { 'server/io/a.c': 'const struct a a_go = { 1 };\n',
      'server/main.c': 'int main(void) {\n    dlsym(o, "a_go");\n}\n' },
    { 'server/lsp/a.c': 'void a_go(void) {\n}\n',
      'server/lsp/methods.def': 'REQUEST("a", a_go, FIRST)\n' },
  ] },
  { name: 'orphan headers', check: checkOrphanHeaders, bad: [only('server/base/a.h', '')],
    good: [{ 'server/base/a.h': '', 'tests/unit/a_test.c': '#include "base/a.h"\n' }] },
  { name: 'orphan queries', check: checkOrphanQueries, bad: [
    { ...language, ...kinds, 'grammars/basic/scopes.scm': '' },
    { ...language, ...kinds, 'grammars/ada/colours.scm': '' },
  ], good: [{ ...language, ...kinds, 'grammars/shared/scopes.scm': '' }] },
  { name: 'languages have samples', check: checkLanguages, bad: [language],
    good: [{ ...language, 'tests/syntax/sample.adb': '' }] },
  { name: 'actions are told and played', check: checkActions, bad: [
    { ...row, 'README.md': '`code.hint`\n' },
    { ...row, 'README.md': '`code.hint.more`', 'tests/sessions/a.txt': '> action a.c code.hint' },
    { ...row, 'README.md': '`code.hint`', 'tests/sessions/a.txt': '# code.hint\n' },
  ], good: [
    { ...row, 'README.md': 'Say code.hint.', 'tests/sessions/a.txt': '> action a.c code.hint' },
  ] },
  { name: 'dialects are told and tested', check: checkDialects, bad: [
    { ...dialect, 'README.md': '`open-wire`\n', 'tests/providers/open-wire-a.events': '' },
    { ...dialect, 'README.md': '`open-wire-2`\n', 'tests/providers/open-wire-a.events': '',
      'tests/providers/open-wire-a.request.json': '' },
  ], good: [{ ...dialect, 'README.md': '`open-wire`\n', 'tests/providers/open-wire-a.events': '',
    'tests/providers/open-wire-a.request.json': '' }] },
  { name: 'hosts and places', check: checkPlaces, bad: [
    only('a.json', `"https://${hosts[0].replace('\\', '')}.org/x"`),
    only('a.sh', `cd ${'/wo' + 'rk/main'}\n`), only('b.sh', `cd ${'/tmp/ba' + 'sh_jobs'}\n`),
  ], good: [only('a.sh', 'cd ./wo' + 'rk/a\n')] },
  { name: 'notes', check: checkNotes, bad: notes.map((note) => only('a.md', `${note}: more\n`)),
    good: [only('a.c', `mkdtemp("a.${'X'.repeat(6)}")`)] },
  { name: 'formatting', check: checkFormat, isSkipped: !formatter && 'clang-format 14 is not there',
    bad: [only('server/base/a.c', 'int  a(void){return 1;}\n')],
    good: [only('server/base/a.c', 'int a(void) {\n    return 1;\n}\n')] },
];

// --- Playing -------------------------------------------------------------------------------------

function problemsOf(rule, tree) {
  const asTree = (fixture) => new Map(Object.entries(fixture));
  const asleep = rule.bad.filter((fixture) => rule.check(asTree(fixture)).length === 0);
  const eager = (rule.good ?? []).filter((fixture) => rule.check(asTree(fixture)).length > 0);
  const itself = (what) => (fixture) => ({ path: 'tests/tidy.mjs', line: 1,
    what: `the rule "${rule.name}" ${what}: ${JSON.stringify(fixture).slice(0, 200)}` });
  return [...asleep.map(itself('does not catch')), ...eager.map(itself('is wrong about')),
    ...rule.check(tree)];
}

const tree = readTree();
let passed = 0, failed = 0;
for (const rule of rules) {
  if (rule.isSkipped) {
    console.log(`skipped "${rule.name}": ${rule.isSkipped}`);
    continue;
  }
  const problems = problemsOf(rule, tree);
  for (const { path, line, what } of problems) console.log(`${path}:${line}: ${what}`);
  if (problems.length) failed++;
  else passed++;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
