// The menu behind the item in the status bar, and picking a model for a task.

import * as vscode from 'vscode';

import { actionIds } from './actions';
import type { Status } from './status';
import type { Tools } from './tools';

type Row = vscode.QuickPickItem & { command?: string };

function rowsFor(status: Status): Row[] {
  const isOn = status.serverState === 'running' || status.serverState === 'starting';
  const task = status.lastOutcome?.task;
  return [
    { label: '$(graph) Report', description: 'spend, time and acceptance', command: 'wye.report' },
    { label: '$(pulse) Doctor', description: 'what is there and what to do next',
      command: 'wye.doctor' },
    { label: `$(arrow-swap) Pick a model${task ? ` for ${task}` : ''}…`,
      command: 'wye.pickModel' },
    { label: '$(key) Set API key…', command: 'wye.setApiKey' },
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    isOn ? { label: '$(debug-pause) Pause', description: 'stop the server until you resume it',
      command: 'wye.pause' } : { label: '$(play) Resume', command: 'wye.resume' },
    { label: '$(debug-restart) Restart the server', command: 'wye.restart' },
    { label: '$(gear) Settings', command: 'wye.settings' },
    { label: '$(output) Log', command: 'wye.showLog' },
  ];
}

export async function showMenu(status: Status): Promise<void> {
  const said = status.lastOutcome?.reason;
  const picked = await vscode.window.showQuickPick(rowsFor(status), {
    title: ['wye', status.today].filter((part) => part).join(' · '), placeHolder: said });
  if (picked?.command) await vscode.commands.executeCommand(picked.command);
}

// An action's task, as DOOR.md pairs them.
const taskOf = (action: string): string =>
  (action === 'review.security' ? 'security' : action.split('.')[0]);
const tasks = [...new Set(actionIds.map(taskOf))];

type RouteSetting = { when?: object; use: string[]; why?: string };
const pickedWhy = 'picked in VS Code';

// Puts a route of the person's own before the others, in place of one picked earlier for the task.
async function prefer(task: string, model: string | undefined): Promise<void> {
  const section = vscode.workspace.getConfiguration('wye');
  const isEarlier = ({ when, why }: RouteSetting) =>
    why === pickedWhy && JSON.stringify(when) === JSON.stringify({ task: [task] });
  const others = (section.inspect<RouteSetting[]>('routes')?.globalValue ?? [])
    .filter((route) => !isEarlier(route));
  const routes = model ? [{ when: { task: [task] }, use: [model], why: pickedWhy }, ...others]
    : others;
  await section.update('routes', routes.length ? routes : undefined,
    vscode.ConfigurationTarget.Global);
}

export async function pickModel(status: Status, tools: Tools): Promise<void> {
  const last = status.lastOutcome?.task;
  const task = last && tasks.includes(last) ? last
    : await vscode.window.showQuickPick(tasks, { title: 'Pick a model: for which task?' });
  if (!task) return;
  const usable = (await tools.models()).filter((model) => model.usable);
  if (usable.length === 0) {
    const set = 'Set API key…';
    const choice = await vscode.window.showInformationMessage('No model can be asked yet: set a ' +
      'key, or name a local model in the setting wye.models.', set);
    if (choice === set) await vscode.commands.executeCommand('wye.setApiKey');
    return;
  }
  const none = { label: '$(arrow-swap) As wye routes it', model: undefined };
  const picked = await vscode.window.showQuickPick([none, ...usable.map((each) => (
    { label: each.name, description: `${each.model}, ${each.provider}`, model: each.model }))],
  { title: `Pick a model for ${task}`, matchOnDescription: true });
  if (picked) await prefer(task, picked.model);
}
