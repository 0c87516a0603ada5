// Explanations beside the code. One panel shows the latest; text that streams in is rendered anew
// at most every 60 ms, and its page puts only what differs in its place.

import * as vscode from 'vscode';

import { render } from './markdown';
import { dollars, isBuiltin, type Outcome, type RunArgument, type StreamPart } from './protocol';

const renderEveryMs = 60;

// What the page is told; it answers 'ready', 'copy' and 'again'.
export type PageState = { title: string; header: string; html: string; isDone: boolean };

export class Explanation {
  private panel?: vscode.WebviewPanel;
  private job = '';
  private title = '';
  private header = '';
  private text = '';
  private isDone = true;
  private timer?: NodeJS.Timeout;
  private argument?: RunArgument;

  constructor(private readonly extensionUri: vscode.Uri,
    private readonly askAgain: (argument: RunArgument) => Promise<void>) {}

  take({ job, title, delta, reset, done }: StreamPart): void {
    if (job !== this.job) this.begin(job, title);
    if (reset) this.text = '';
    this.text += delta;
    this.isDone = done ?? false;
    if (this.isDone) this.show();
    else this.timer ??= setTimeout(() => this.show(), renderEveryMs);
  }

  // The server's last word of a job: who it was, why, and for how much.
  end(outcome: Outcome, name: string | undefined, argument: RunArgument | undefined): void {
    if (outcome.job !== this.job) return;
    const who = isBuiltin(outcome) ? 'Built-in engine' : name ?? outcome.model;
    this.header = [who, outcome.reason, dollars(outcome.costMicroUsd)]
      .filter((part) => part).join(' · ');
    if (outcome.status === 'cancelled') this.header = 'Cancelled: this is what came until then.';
    else if (outcome.status === 'failed') this.header = outcome.message ?? 'It came to no result.';
    this.argument = argument;
    this.isDone = true;
    this.show();
  }

  // The server is gone: nothing more comes, and the next one counts its jobs anew.
  interrupt(): void {
    this.job = '';
    if (this.isDone) return;
    this.header = 'The server ended before the explanation did.';
    this.isDone = true;
    this.show();
  }

  private begin(job: string, title: string): void {
    this.job = job;
    this.title = title;
    this.header = '';
    this.text = '';
    this.argument = undefined;
    this.open();
  }

  private open(): void {
    if (this.panel) {
      if (!this.panel.visible) this.panel.reveal(undefined, true);
      return;
    }
    const media = [vscode.Uri.joinPath(this.extensionUri, 'media'),
      vscode.Uri.joinPath(this.extensionUri, 'dist')];
    const panel = vscode.window.createWebviewPanel('wye.explanation', 'wye',
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, enableFindWidget: true, localResourceRoots: media });
    this.panel = panel;
    panel.webview.onDidReceiveMessage((message: { type?: string }) => this.hear(message.type));
    panel.onDidDispose(() => { this.panel = undefined; });
    panel.webview.html = page(panel.webview, this.extensionUri);
  }

  private hear(type: string | undefined): void {
    if (type === 'ready') this.show();
    else if (type === 'copy') void vscode.env.clipboard.writeText(this.text);
    else if (type === 'again' && this.argument) void this.askAgain(this.argument);
  }

  private show(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.panel) return;
    this.panel.title = this.title;
    const state: PageState = { title: this.title, html: render(this.text),
      header: this.header || (this.isDone ? '' : '…'), isDone: this.isDone };
    void this.panel.webview.postMessage(state);
  }
}

// Nothing of it is a model's: that comes as a message, rendered.
function page(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const at = (...path: string[]) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...path));
  const policy = `default-src 'none'; style-src ${webview.cspSource}; ` +
    `script-src ${webview.cspSource}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="${at('media', 'explanation.css')}">
<title>wye</title>
</head>
<body>
<header>
<h1 id="title"></h1>
<p id="header" role="status"></p>
<p id="buttons"><button id="copy">Copy</button><button id="again">Ask again with…</button></p>
</header>
<main id="text"></main>
<script src="${at('dist', 'page.js')}"></script>
</body>
</html>`;
}
