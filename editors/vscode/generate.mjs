// Writes the settings into package.json: the server's from its one schema, then the client's own.
// `generate.mjs --check` writes nothing and ends with 1 where package.json is behind the schema.

import { readFileSync, writeFileSync } from 'node:fs';

const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const schema = read('../../server/config/schema.json');
const file = new URL('package.json', import.meta.url);

// What the schema keeps out of .wye.json, which comes with a repository, VS Code keeps out of
// .vscode/settings.json, which does too: that is the scope "machine".
const isOwn = ({ description }) => /not in \.wye\.json\./i.test(description);

const inEditor = (text) => text.replace(/\s*Not in \.wye\.json\./g, '')
  .replaceAll('.wye.json', 'A workspace');

function setting(property) {
  const type = property.type ?? (property.enum && 'string');
  return { type, ...property, description: inEditor(property.description),
    scope: isOwn(property) ? 'machine' : 'window' };
}

const server = Object.entries(schema.properties).filter(([name]) => name !== '$schema')
  .map(([name, property], order) => [`wye.${name}`, { order, ...setting(property) }]);

const client = {
  'wye.server.path': {
    type: 'string', default: '', scope: 'machine',
    description: 'The program wye. Empty: the one inside this extension, else the one on PATH.',
  },
  'wye.preview': {
    enum: ['never', 'large', 'ask'], default: 'never', type: 'string', scope: 'window',
    enumDescriptions: ['Edits are made at once, in one undo step.',
      'Edits of more than ten lines are shown first.',
      'Every edit is shown first, to be accepted or discarded.'],
    description: 'Whether an edit is shown before it is made.',
  },
  'wye.trace.server': {
    enum: ['off', 'messages', 'verbose'], default: 'off', type: 'string', scope: 'window',
    description: 'Whether what passes between VS Code and the server is written to the log.',
  },
};

const manifest = read('package.json');
manifest.contributes.configuration = [
  { title: 'wye', properties: client },
  { title: 'Server', properties: Object.fromEntries(server) },
];
manifest.capabilities.untrustedWorkspaces.restrictedConfigurations = server
  .filter(([, { scope }]) => scope === 'window').map(([name]) => name);
const text = `${JSON.stringify(manifest, null, 2)}\n`;
if (process.argv[2] !== '--check') {
  writeFileSync(file, text);
} else if (text !== readFileSync(file, 'utf8')) {
  console.error('editors/vscode/package.json is behind server/config/schema.json: ' +
    'run node editors/vscode/generate.mjs');
  process.exitCode = 1;
}
