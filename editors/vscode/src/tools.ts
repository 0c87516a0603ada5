// What the server's own command line tells: doctor, models, configuration, report.

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';

import type { Keys } from './keys';
import { environment, findServer } from './server';

const waitMs = 60_000;

export type Model = { model: string; name: string; provider: string; usable: boolean;
  why?: string };

export class Tools implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private doctorText = '';
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registration =
    vscode.workspace.registerTextDocumentContentProvider('wye-doctor', this);

  constructor(private readonly extensionPath: string, private readonly keys: Keys) {}

  // What it says on stdout. Its status counts only where it said nothing: doctor ends with 1 where
  // it found something to do.
  private async ask(...args: string[]): Promise<string> {
    const { path } = findServer(this.extensionPath);
    const env = await environment(this.keys);
    const cwd = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    return new Promise((resolve, reject) => {
      execFile(path, args, { env: { ...env, NO_COLOR: '1' }, cwd, timeout: waitMs,
        maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
        if (error && !stdout) reject(new Error(stderr.trim() || error.message));
        else resolve(stdout);
      });
    });
  }

  async models(): Promise<Model[]> {
    return JSON.parse(await this.ask('models', '--json')) as Model[];
  }

  async configuration(): Promise<object> {
    return JSON.parse(await this.ask('config', 'show', '--json')) as object;
  }

  provideTextDocumentContent(): string {
    return this.doctorText;
  }

  async showDoctor(): Promise<void> {
    this.doctorText = await this.ask('doctor');
    const uri = vscode.Uri.parse('wye-doctor:wye doctor');
    this.changed.fire(uri);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  }

  // The page is the server's own and has no script; it is shown where scripts could not run.
  async showReport(): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'wye-report-'));
    try {
      const file = join(folder, 'report.html');
      await this.ask('report', '--html', file);
      const panel = vscode.window.createWebviewPanel('wye.report', 'wye report',
        vscode.ViewColumn.Active, { enableScripts: false, localResourceRoots: [] });
      panel.webview.html = await readFile(file, 'utf8');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  dispose(): void {
    this.registration.dispose();
  }
}
