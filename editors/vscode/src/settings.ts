// Which settings go which way. What the person wrote for themselves goes by initializationOptions
// with all rights; what the workspace says, which can come with a repository, is given when the
// server asks, so that it has the lesser rights of such a source. Defaults are the server's own.

import * as vscode from 'vscode';

// The server's settings are those of its schema: generated into package.json, and listed there.
export function serverSettings(extension: vscode.Extension<unknown>): string[] {
  const { contributes } = extension.packageJSON as {
    contributes: { configuration: { title: string; properties: Record<string, unknown> }[] } };
  const generated = contributes.configuration.find(({ title }) => title === 'Server');
  return Object.keys(generated?.properties ?? {}).map((name) => name.replace(/^wye\./, ''));
}

type Values = Record<string, unknown>;

function pick(names: string[], side: 'globalValue' | 'workspaceValue'): Values {
  const section = vscode.workspace.getConfiguration('wye');
  const values: Values = {};
  for (const name of names) {
    const value = section.inspect(name)?.[side];
    if (value !== undefined) values[name] = value;
  }
  return values;
}

export const userValues = (names: string[]): Values => pick(names, 'globalValue');

// A workspace that is not trusted says nothing.
export const workspaceValues = (names: string[]): Values | null =>
  (vscode.workspace.isTrusted ? pick(names, 'workspaceValue') : null);
