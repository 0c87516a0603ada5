// The item in the status bar: who served the last action, and what was spent today.

import * as vscode from 'vscode';

import { dollars, isBuiltin, type Outcome, type Spending } from './protocol';

export type ServerState = 'starting' | 'running' | 'stopped' | 'paused' | 'missing';

const texts: Record<ServerState, string> = {
  starting: '$(loading~spin) wye', running: '$(sparkle) wye', stopped: '$(error) wye',
  paused: '$(debug-pause) wye', missing: '$(warning) wye',
};
const words: Record<ServerState, string> = {
  starting: 'The server starts.', running: 'Ready.', stopped: 'The server has stopped.',
  paused: 'Paused: the server does not run.', missing: 'There is no server.',
};

export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('wye.status',
    vscode.StatusBarAlignment.Right, 90);
  private state: ServerState = 'starting';
  private isBusy = false;
  private last?: { outcome: Outcome; name: string };
  private spending?: Spending;

  constructor() {
    this.item.name = 'wye';
    this.item.command = 'wye.menu';
    this.draw();
    this.item.show();
  }

  setState(state: ServerState): void {
    this.state = state;
    this.draw();
  }

  setBusy(isBusy: boolean): void {
    this.isBusy = isBusy;
    this.draw();
  }

  setLast(outcome: Outcome, name: string | undefined): void {
    if (!outcome.model) return;
    this.last = { outcome,
      name: isBuiltin(outcome) ? 'Built-in engine' : name ?? outcome.model };
    this.draw();
  }

  setSpending(spending: Spending): void {
    this.spending = spending;
    this.draw();
  }

  get serverState(): ServerState {
    return this.state;
  }

  get lastOutcome(): Outcome | undefined {
    return this.last?.outcome;
  }

  // "Today: $0.0114 of $5"; "" where the server does not say.
  get today(): string {
    if (!this.spending) return '';
    const { spentTodayMicroUsd: spent, usdPerDay: limit } = this.spending;
    return `Today: ${dollars(spent) || '$0'}${limit === null ? '' : ` of $${limit}`}`;
  }

  private draw(): void {
    const spent = this.spending && dollars(this.spending.spentTodayMicroUsd);
    const icon = this.state === 'running' && this.isBusy ? '$(loading~spin)'
      : texts[this.state].split(' ')[0];
    this.item.text = [`${icon} ${this.last?.name ?? 'wye'}`, spent].filter((part) => part)
      .join(' · ');
    this.item.accessibilityInformation = { label: `wye: ${words[this.state]} ${this.today}` };
    const lines = [`wye: ${words[this.state]}`, this.today];
    if (this.last) lines.splice(1, 0, `${this.last.name}: ${this.last.outcome.reason}`);
    this.item.tooltip = lines.filter((line) => line).join('\n');
    this.item.backgroundColor = this.state === 'stopped' || this.state === 'missing'
      ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
  }

  dispose(): void {
    this.item.dispose();
  }
}
