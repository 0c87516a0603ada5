// Bundles the extension and its page into the folder that is named, with the licences of the
// packages that went in.

import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
const common = { absWorkingDir: here, bundle: true, minify: true, logLevel: 'warning',
  legalComments: 'none', metafile: true };
const results = [
  await build({ ...common, entryPoints: ['src/extension.ts'], outfile: join(out, 'extension.js'),
    platform: 'node', format: 'cjs', target: 'node20', external: ['vscode'] }),
  await build({ ...common, entryPoints: ['src/page.ts'], outfile: join(out, 'page.js'),
    platform: 'browser', format: 'iife', target: 'es2022' }),
];

const packages = new Set(results.flatMap(({ metafile }) => Object.keys(metafile.inputs))
  .flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []));

function licenceOf(name) {
  const folder = join(here, 'node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  const text = file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8')
    : `${license}\n`;
  return `${name} ${version}\n\n${text}`;
}

const line = `\n${'-'.repeat(72)}\n\n`;
writeFileSync(join(out, 'licences.txt'), [...packages].sort().map(licenceOf).join(line));
