// API keys, in the editor's secret storage and nowhere else. They are named by the environment
// variable that the server reads them from.

import * as vscode from 'vscode';

const prefix = 'wye.key.';
const indexKey = 'wye.keys'; // the names alone: secret storage cannot list what it holds

export class Keys {
  constructor(private readonly context: vscode.ExtensionContext) {}

  names(): string[] {
    return this.context.globalState.get<string[]>(indexKey, []);
  }

  // By variable. An empty key is none.
  async all(): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const name of this.names()) {
      const key = await this.context.secrets.get(prefix + name);
      if (key) found[name] = key;
    }
    return found;
  }

  async set(name: string, key: string): Promise<void> {
    await this.context.secrets.store(prefix + name, key);
    await this.context.globalState.update(indexKey, [...new Set([...this.names(), name])]);
  }

  async remove(name: string): Promise<void> {
    await this.context.secrets.delete(prefix + name);
    await this.context.globalState.update(indexKey,
      this.names().filter((other) => other !== name));
  }
}

// What the server says of its providers: `wye config show --json`.
type Shown = { providers?: Record<string, { api_key_env?: { value?: string | string[] } }> };

export type Service = { provider: string; variable: string };

// The providers that take a key, each with the first variable that holds it.
export function servicesOf(shown: Shown): Service[] {
  return Object.entries(shown.providers ?? {}).flatMap(([provider, { api_key_env: env }]) => {
    const [variable] = [env?.value ?? []].flat();
    return variable ? [{ provider, variable }] : [];
  });
}

// Asks which provider's key it is, and for the key. True where one was set.
export async function askForKey(keys: Keys, services: Service[]): Promise<boolean> {
  const has = new Set(keys.names());
  const picked = await vscode.window.showQuickPick(services.map(({ provider, variable }) => ({
    label: provider,
    description: variable,
    detail: has.has(variable) ? 'A key is kept for it; a new one takes its place.' : undefined,
    variable,
  })), { title: 'wye: Set API Key', placeHolder: 'Whose key is it?' });
  if (!picked) return false;
  const key = await vscode.window.showInputBox({
    title: `wye: API key of ${picked.label}`,
    prompt: `It is kept in VS Code's secret storage and handed to the server as ` +
      `${picked.variable}, never in a settings file.`,
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => (/[^\x21-\x7e]/.test(text.trim())
      ? 'A key has no spaces and no letters beyond ASCII.' : undefined),
  });
  if (!key?.trim()) return false;
  await keys.set(picked.variable, key.trim());
  return true;
}

// True where one was removed.
export async function askToRemoveKey(keys: Keys): Promise<boolean> {
  const names = keys.names();
  if (names.length === 0) {
    void vscode.window.showInformationMessage('wye keeps no API key. Keys in your own ' +
      'environment are not its to remove.');
    return false;
  }
  const name = await vscode.window.showQuickPick(names, { title: 'wye: Remove API Key' });
  if (name) await keys.remove(name);
  return name !== undefined;
}
