// Edits, shown before they are made. The server waits for the answer to its workspace/applyEdit:
// accepted, the edit is made as any other; discarded, the server is told that it was not.

import * as vscode from 'vscode';
import type { ApplyWorkspaceEditParams, ApplyWorkspaceEditResult, TextDocumentEdit, TextEdit }
  from 'vscode-languageserver-protocol';

const scheme = 'wye-preview';
const largeLines = 10;
const again = 60_000; // how long an accepted edit may come once more, moved

type Next = (params: ApplyWorkspaceEditParams) =>
  ApplyWorkspaceEditResult | Promise<ApplyWorkspaceEditResult> | unknown;
type Texts = { uri: vscode.Uri; before: string; after: string; edits: TextEdit[] };
type Open = { label: string; right: vscode.Uri; decide: (isAccepted: boolean) => void };

// By LSP the edits do not overlap and are of the text before: from the last to the first.
function applied(document: vscode.TextDocument, edits: TextEdit[]): string {
  const spans = edits.map(({ range: { start, end }, newText }, order) => ({ newText, order,
    start: document.offsetAt(new vscode.Position(start.line, start.character)),
    end: document.offsetAt(new vscode.Position(end.line, end.character)) }))
    .sort((one, other) => other.start - one.start || other.order - one.order);
  let text = document.getText();
  for (const { start, end, newText } of spans)
    text = text.slice(0, start) + newText + text.slice(end);
  return text;
}

async function textsOf({ edit }: ApplyWorkspaceEditParams): Promise<Texts | undefined> {
  const changes = edit.documentChanges ?? [];
  const change = changes.find((each): each is TextDocumentEdit => 'textDocument' in each);
  if (!change) return undefined;
  const edits = change.edits.filter((each): each is TextEdit => 'newText' in each);
  const uri = vscode.Uri.parse(change.textDocument.uri);
  if (changes.some((each) => 'kind' in each && each.kind === 'create'))
    return { uri, before: '', after: edits.map(({ newText }) => newText).join(''), edits };
  const document = await vscode.workspace.openTextDocument(uri);
  return { uri, before: document.getText(), after: applied(document, edits), edits };
}

function linesOf(edits: TextEdit[]): number {
  return edits.reduce((sum, { range, newText }) => sum +
    Math.max(range.end.line - range.start.line, newText.split('\n').length - 1) + 1, 0);
}

export class Preview implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>(); // by the URI's text
  private readonly open = new Set<Open>();
  private accepted?: { key: string; at: number };
  private shown = 0;
  private readonly parts: vscode.Disposable[];

  // `onAsk` is told the label when the person is asked.
  constructor(private readonly onAsk: (label: string) => void) {
    this.parts = [
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => this.onClosed(closed)),
      vscode.commands.registerCommand('wye.acceptEdit', () => this.decide(true)),
      vscode.commands.registerCommand('wye.discardEdit', () => this.decide(false)),
    ];
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  async handle(params: ApplyWorkspaceEditParams, next: Next): Promise<ApplyWorkspaceEditResult> {
    const wanted = vscode.workspace.getConfiguration('wye').get<string>('preview', 'never');
    const texts = wanted === 'never' ? undefined : await textsOf(params);
    const isAsked = texts && (wanted === 'ask' || linesOf(texts.edits) > largeLines);
    if (!isAsked) return await next(params) as ApplyWorkspaceEditResult;
    const label = params.label ?? 'Edit';
    // What was accepted, but had to be moved because of what was typed meanwhile, is the same edit.
    const key = JSON.stringify([label, texts.uri.toString(),
      texts.edits.map((each) => each.newText)]);
    const isKnown = this.accepted?.key === key && Date.now() - this.accepted.at < again;
    if (!isKnown && !await this.ask(label, texts))
      return { applied: false, failureReason: 'you discarded it' };
    this.accepted = { key, at: Date.now() };
    const result = await next(params) as ApplyWorkspaceEditResult;
    if (result.applied) this.accepted = undefined;
    return result;
  }

  private async ask(label: string, { uri, before, after }: Texts): Promise<boolean> {
    this.onAsk(label);
    const at = (side: string, text: string) => {
      const made = uri.with({ scheme, query: `${side}=${++this.shown}` });
      this.texts.set(made.toString(), text);
      return made;
    };
    const [left, right] = [at('before', before), at('after', after)];
    const decision = new Promise<boolean>((decide) => this.open.add({ label, right, decide }));
    await vscode.commands.executeCommand('vscode.diff', left, right, label, { preview: false });
    void vscode.window.showInformationMessage(`${label}: nothing is changed yet.`, 'Accept',
      'Discard').then((choice) => choice && this.settle(right, choice === 'Accept'));
    const isAccepted = await decision;
    this.texts.delete(left.toString());
    this.texts.delete(right.toString());
    return isAccepted;
  }

  // The one in the active tab, else the latest.
  private decide(isAccepted: boolean): void {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    const active = input instanceof vscode.TabInputTextDiff ? input.modified : undefined;
    const chosen = [...this.open].find(({ right }) => right.toString() === active?.toString()) ??
      [...this.open].at(-1);
    if (chosen) this.settle(chosen.right, isAccepted);
  }

  // Twice is once.
  private settle(right: vscode.Uri, isAccepted: boolean): void {
    for (const each of this.open) {
      if (each.right.toString() !== right.toString()) continue;
      this.open.delete(each);
      each.decide(isAccepted);
      void closeTab(right);
    }
  }

  private onClosed(closed: readonly vscode.Tab[]): void {
    for (const { input } of closed)
      if (input instanceof vscode.TabInputTextDiff) this.settle(input.modified, false);
  }

  // The action has ended without us: cancelled, or refused because its document was closed.
  dismiss(label: string): void {
    for (const each of this.open) if (each.label === label) this.settle(each.right, false);
  }

  clear(): void {
    for (const { right } of this.open) this.settle(right, false);
  }

  dispose(): void {
    this.clear();
    for (const part of this.parts) part.dispose();
  }
}

async function closeTab(right: vscode.Uri): Promise<void> {
  for (const { tabs } of vscode.window.tabGroups.all)
    for (const tab of tabs)
      if (tab.input instanceof vscode.TabInputTextDiff &&
        tab.input.modified.toString() === right.toString())
        await vscode.window.tabGroups.close(tab);
}
