// One notification with Cancel for each action that runs. The server's progress drives it; Cancel
// goes back to the server, which closes the connection to the model.

import * as vscode from 'vscode';
import type { ProgressToken, WorkDoneProgressBegin, WorkDoneProgressEnd, WorkDoneProgressReport }
  from 'vscode-languageserver-protocol';

type Value = WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;

class Running {
  private isOver = false;
  private percentage = 0;
  private end!: () => void;
  private readonly ended = new Promise<void>((resolve) => { this.end = resolve; });
  private progress?: vscode.Progress<{ message?: string; increment?: number }>;
  private waiting?: WorkDoneProgressReport | WorkDoneProgressBegin;

  constructor(readonly title: string, cancel: () => void) {
    void vscode.window.withProgress({
      location: vscode.ProgressLocation.Notification, title, cancellable: true,
    }, (progress, token) => {
      token.onCancellationRequested(cancel);
      this.progress = progress;
      if (this.waiting) this.report(this.waiting);
      return this.ended;
    });
  }

  report(value: WorkDoneProgressReport | WorkDoneProgressBegin): void {
    if (!this.progress) {
      this.waiting = value;
      return;
    }
    const percentage = value.percentage ?? this.percentage;
    this.progress.report({ message: value.message, increment: percentage - this.percentage });
    this.percentage = percentage;
  }

  close(): void {
    if (!this.isOver) this.end();
    this.isOver = true;
  }
}

export class ProgressView {
  private readonly running = new Map<ProgressToken, Running>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly ended = new vscode.EventEmitter<string>();
  private readonly named = new Map<string, string>(); // the last models' names, by job
  readonly onDidChange = this.changed.event;
  readonly onDidEnd = this.ended.event; // the title

  constructor(private readonly cancel: (token: ProgressToken) => void) {}

  take(token: ProgressToken, value: Value): void {
    if (value.kind === 'begin')
      this.running.set(token, new Running(value.title, () => this.cancel(token)));
    const running = this.running.get(token);
    if (value.kind !== 'end') {
      running?.report(value);
      this.learnName(token, value.message);
      if (value.kind === 'report') return;
    } else {
      running?.close();
      this.running.delete(token);
      if (running) this.ended.fire(running.title);
    }
    this.changed.fire();
  }

  // "Claude Opus 4.7 · 312 tokens · 4 s" begins with the model's name.
  private learnName(token: ProgressToken, message: string | undefined): void {
    const job = /^wye-job-(\w+)$/.exec(String(token))?.[1];
    if (job && message) this.named.set(job, message.split(' · ')[0]);
    if (this.named.size > 100) this.named.delete([...this.named.keys()][0]);
  }

  // The name of the model that served a job, as the server shows it; undefined where it said none.
  nameOf(job: string): string | undefined {
    return this.named.get(job);
  }

  isRunning(): boolean {
    return this.running.size > 0;
  }

  // The person decides now, and nothing is waited for: the notification of that title goes.
  hide(title: string): void {
    for (const running of this.running.values()) if (running.title === title) running.close();
  }

  // The server is gone, and with it all that ran.
  clear(): void {
    for (const running of this.running.values()) running.close();
    this.running.clear();
    this.named.clear();
    this.changed.fire();
  }
}
