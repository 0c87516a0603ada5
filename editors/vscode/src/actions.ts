// The palette's and the menu's entry of every action. All that an entry does is what the code
// action of that name would do: it says where the cursor is.

import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

import type { RunArgument } from './protocol';
import type { Runs } from './runs';

const instruct = 'refactor.instruct';
export const actionIds = ['explain', 'review', 'review.security', 'review.changes',
  'refactor.simplify', 'refactor.extract', 'refactor.modernize', instruct, 'optimize', 'document',
  'test', 'fix'];
const historyKey = 'wye.instructions';
const historyMax = 20;

type Place = { uri: vscode.Uri; range: vscode.Range };

// Where the person is; undefined, having said so, where that is no file.
function placeHere(): Place | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor && ['file', 'untitled'].includes(editor.document.uri.scheme))
    return { uri: editor.document.uri, range: editor.selection };
  void vscode.window.showInformationMessage('Put the cursor into a file first: wye works on the ' +
    'definition at the cursor, or on what is selected.');
  return undefined;
}

function argumentFor(client: LanguageClient, action: string, { uri, range }: Place): RunArgument {
  const convert = client.code2ProtocolConverter;
  return { action, textDocument: { uri: convert.asUri(uri) }, range: convert.asRange(range) };
}

// A box that knows what was asked before: the last instruction stands on top.
async function askForInstruction(state: vscode.Memento): Promise<string | undefined> {
  const earlier = state.get<string[]>(historyKey, []);
  const picker = vscode.window.createQuickPick();
  picker.title = 'Refactor with Instruction';
  picker.placeholder = earlier.length ? 'What should be changed? Earlier ones are below.'
    : 'What should be changed? For example: make this iterative';
  const draw = () => {
    const typed = picker.value.trim();
    const rows = typed && !earlier.includes(typed) ? [typed, ...earlier] : earlier;
    picker.items = rows.map((label) => ({ label }));
  };
  picker.onDidChangeValue(draw);
  draw();
  const said = await new Promise<string | undefined>((resolve) => {
    picker.onDidAccept(() => {
      resolve(picker.selectedItems[0]?.label ?? (picker.value.trim() || undefined));
      picker.hide();
    });
    picker.onDidHide(() => resolve(undefined));
    picker.show();
  });
  picker.dispose();
  if (said)
    await state.update(historyKey,
      [said, ...earlier.filter((other) => other !== said)].slice(0, historyMax));
  return said;
}

// What is marked at the cursor, whoever marked it.
function diagnosticsAt(client: LanguageClient, { uri, range }: Place): Promise<unknown[]> {
  const here = vscode.languages.getDiagnostics(uri)
    .filter((each) => each.range.intersection(range.isEmpty
      ? range.with(range.start.with({ character: 0 }), range.end.translate(1, 0)) : range));
  return Promise.resolve(client.code2ProtocolConverter.asDiagnostics(here));
}

async function run(client: LanguageClient, runs: Runs, state: vscode.Memento, action: string) {
  const place = placeHere();
  if (!place) return;
  const argument = argumentFor(client, action, place);
  if (action === instruct) {
    const instruction = await askForInstruction(state);
    if (!instruction) return;
    argument.instruction = instruction;
  }
  if (action === 'fix') argument.diagnostics = await diagnosticsAt(client, place);
  runs.start(argument);
}

// `ready` gives the client, or undefined, having said why, where there is none that runs.
export function registerActions(context: vscode.ExtensionContext, runs: Runs,
  ready: () => LanguageClient | undefined): void {
  for (const action of actionIds)
    context.subscriptions.push(vscode.commands.registerCommand(`wye.action.${action}`, () => {
      const client = ready();
      return client && run(client, runs, context.globalState, action);
    }));
}
