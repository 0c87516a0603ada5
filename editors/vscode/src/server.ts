// Finds the server and starts it. The setting decides where it is set; else the one inside this
// extension, else the one on PATH. Keys reach it by its environment and in no other way.

import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';

import type { Keys } from './keys';

export type Found = { path: string; from: 'setting' | 'bundled' | 'path' };

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

// The setting's value with ~ as the home folder; '' where it is not set.
function wanted(): string {
  const path = vscode.workspace.getConfiguration('wye').get<string>('server.path', '').trim();
  return path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path;
}

// Why there is no server, in words for the person.
export class NoServer extends Error {}

// Throws NoServer where there is none. A setting that names nothing is never passed over: the
// person would get another server than the one they asked for.
export function findServer(extensionPath: string): Found {
  const set = wanted();
  if (set) {
    if (isAbsolute(set) && isProgram(set)) return { path: set, from: 'setting' };
    throw new NoServer(isAbsolute(set)
      ? `The setting wye.server.path names ${set}, which is no program.`
      : `The setting wye.server.path must be a whole path, beginning with / or ~; it is "${set}".`);
  }
  const bundled = join(extensionPath, 'server', 'wye');
  if (isProgram(bundled)) return { path: bundled, from: 'bundled' };
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, 'wye');
    if (isAbsolute(folder) && isProgram(path)) return { path, from: 'path' };
  }
  throw new NoServer('The language server wye is not there: this package of the extension has ' +
    'none for your machine inside, and none is on your PATH.');
}

export async function environment(keys: Keys): Promise<NodeJS.ProcessEnv> {
  return { ...process.env, ...await keys.all() };
}

export async function startServer(extensionPath: string, keys: Keys): Promise<ChildProcess> {
  const { path } = findServer(extensionPath);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return spawn(path, ['serve', '--stdio'], {
    cwd: folder?.scheme === 'file' ? folder.fsPath : homedir(),
    env: await environment(keys),
  });
}
