// Starts everything and ends it. Each part is in its own file; here they are only joined.

import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { State } from 'vscode-languageclient/node';

import { registerActions } from './actions';
import { cancelProgress, createClient } from './client';
import { Explanation } from './explanation';
import { askForKey, askToRemoveKey, Keys, servicesOf } from './keys';
import { pickModel, showMenu } from './menu';
import { Preview } from './preview';
import { ProgressView } from './progress';
import type { Outcome, RunArgument, Spending } from './protocol';
import { Runs } from './runs';
import { findServer, NoServer } from './server';
import { serverSettings } from './settings';
import { Status } from './status';
import { Tools } from './tools';

class Wye {
  private readonly keys: Keys;
  private readonly settings: string[];
  private readonly status = new Status();
  private readonly tools: Tools;
  private readonly progress = new ProgressView((token) => cancelProgress(this.client, token));
  private readonly preview = new Preview((label) => this.progress.hide(label));
  private readonly runs = new Runs(() => this.client);
  private readonly explanation: Explanation;
  private readonly client: LanguageClient;
  private turn: Promise<void> = Promise.resolve(); // starts and stops wait for each other
  private restartTimer?: NodeJS.Timeout;

  constructor(private readonly context: vscode.ExtensionContext) {
    this.keys = new Keys(context);
    this.settings = serverSettings(context.extension);
    this.tools = new Tools(context.extensionPath, this.keys);
    this.explanation = new Explanation(context.extensionUri,
      (argument) => this.tell(() => this.runs.askAgain(argument)));
    this.client = createClient({
      context, keys: this.keys, settings: this.settings, progress: this.progress,
      explanation: this.explanation, preview: this.preview,
      onOutcome: (outcome) => this.onOutcome(outcome),
      onCommand: (command, args) => this.onCommand(command, args),
      onGivenUp: () => void this.sayGivenUp(),
    });
    context.subscriptions.push(this.status, this.tools, this.preview);
    this.client.onDidChangeState(({ newState }) => this.onState(newState));
    this.progress.onDidChange(() => this.status.setBusy(this.progress.isRunning()));
    this.progress.onDidEnd((title) => this.preview.dismiss(title));
    this.runs.onDidEnd(({ outcome, argument }) => this.end(outcome, argument));
  }

  // --- The server's life -------------------------------------------------------------------------

  private inTurn(step: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(step, step).catch((error: Error) => {
      this.client.error(error.message, error, false);
    });
    return this.turn;
  }

  start(): Promise<void> {
    return this.inTurn(async () => {
      if (!this.client.needsStart()) return;
      try {
        findServer(this.context.extensionPath);
        this.status.setState('starting');
        await this.client.start();
      } catch (error) {
        this.status.setState(error instanceof NoServer ? 'missing' : 'stopped');
        if (error instanceof NoServer) void this.sayMissing(error.message);
        else void this.sayFailed((error as Error).message);
      }
    });
  }

  stop(): Promise<void> {
    return this.inTurn(async () => {
      if (this.client.needsStop()) await this.client.stop();
    });
  }

  private async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  private async pause(): Promise<void> {
    await this.stop();
    this.status.setState('paused');
  }

  private onState(state: State): void {
    if (state === State.Running) {
      this.status.setState('running');
      void this.askSpending();
    } else if (state === State.Stopped) {
      this.status.setState('stopped');
      this.progress.clear();
      this.preview.clear();
      this.explanation.interrupt();
    }
  }

  private async sayMissing(why: string): Promise<void> {
    const [set, how, again] = ['Choose the Program…', 'How to Install', 'Try Again'];
    const choice = await vscode.window.showErrorMessage(`${why} Install wye, or say where it is ` +
      'in the setting wye.server.path.', set, how, again);
    if (choice === set) await this.chooseProgram();
    else if (choice === how) await vscode.commands.executeCommand('wye.openWalkthrough');
    else if (choice === again) await this.start();
  }

  // A change of the setting starts the server.
  private async chooseProgram(): Promise<void> {
    const [file] = await vscode.window.showOpenDialog({ openLabel: 'Use as wye',
      title: 'Where is the program wye?' }) ?? [];
    if (file) await vscode.workspace.getConfiguration('wye').update('server.path', file.fsPath,
      vscode.ConfigurationTarget.Global);
  }

  private async sayFailed(why: string): Promise<void> {
    const [again, log] = ['Try Again', 'Show Log'];
    const choice = await vscode.window.showErrorMessage(`The server wye does not start: ${why}`,
      again, log);
    if (choice === again) await this.start();
    else if (choice === log) this.client.outputChannel.show();
  }

  private async sayGivenUp(): Promise<void> {
    const [again, log] = ['Restart', 'Show Log'];
    const choice = await vscode.window.showErrorMessage('The server wye has ended five times in ' +
      'three minutes and is not started again.', again, log);
    if (choice === again) await this.restart();
    else if (choice === log) this.client.outputChannel.show();
  }

  // --- What the server tells ---------------------------------------------------------------------

  private onOutcome(outcome: Outcome): void {
    this.status.setLast(outcome, this.progress.nameOf(outcome.job));
    this.end(outcome, undefined);
    void this.askSpending();
  }

  // The outcome comes twice: to all, and to whom asked, who knows what was asked.
  private end(outcome: Outcome, argument: RunArgument | undefined): void {
    this.explanation.end(outcome, this.progress.nameOf(outcome.job), argument);
  }

  private async askSpending(): Promise<void> {
    const { executeCommandProvider: provider } = this.client.initializeResult?.capabilities ?? {};
    if (!provider?.commands.includes('wye.spending')) return;
    try {
      const spending = await this.runs.request<Spending | null>('wye.spending');
      if (spending) this.status.setSpending(spending);
    } catch {
      // The server is being stopped; it is asked again when it runs.
    }
  }

  private async onCommand(command: string, args: unknown[]): Promise<unknown> {
    if (command !== 'wye.run') return this.tell(() => this.runs.request(command, ...args));
    const argument = args[0] as RunArgument;
    if (argument?.wait) return this.runs.request(command, ...args);
    this.runs.start(argument);
    return null;
  }

  // --- What the person asks for ------------------------------------------------------------------

  private async tell<T>(step: () => Promise<T>): Promise<T | undefined> {
    try {
      return await step();
    } catch (error) {
      void vscode.window.showErrorMessage((error as Error).message);
      return undefined;
    }
  }

  private ready(): LanguageClient | undefined {
    if (this.client.isRunning()) return this.client;
    const state = this.status.serverState;
    if (state === 'paused') {
      void vscode.window.showInformationMessage('wye is paused.', 'Resume')
        .then((choice) => choice && this.start());
    } else if (state === 'starting') {
      void vscode.window.showInformationMessage('wye is just starting: try again in a moment.');
    } else {
      void this.start();
    }
    return undefined;
  }

  private async setKey(): Promise<void> {
    const services = servicesOf(await this.tools.configuration());
    if (await askForKey(this.keys, services)) await this.restart();
  }

  private async removeKey(): Promise<void> {
    if (await askToRemoveKey(this.keys)) await this.restart();
  }

  register(): void {
    const { context } = this;
    const commands: Record<string, () => unknown> = {
      'wye.menu': () => showMenu(this.status),
      'wye.report': () => this.tools.showReport(),
      'wye.doctor': () => this.tools.showDoctor(),
      'wye.pickModel': () => pickModel(this.status, this.tools),
      'wye.setApiKey': () => this.setKey(),
      'wye.removeApiKey': () => this.removeKey(),
      'wye.pause': () => this.pause(),
      'wye.resume': () => this.start(),
      'wye.restart': () => this.restart(),
      'wye.showLog': () => this.client.outputChannel.show(),
      'wye.settings': () => vscode.commands.executeCommand('workbench.action.openSettings',
        `@ext:${context.extension.id}`),
      'wye.openWalkthrough': () => vscode.commands.executeCommand(
        'workbench.action.openWalkthrough', `${context.extension.id}#wye.start`),
    };
    for (const [name, run] of Object.entries(commands))
      context.subscriptions.push(vscode.commands.registerCommand(name,
        () => this.tell(async () => run())));
    registerActions(context, this.runs, () => this.ready());
    context.subscriptions.push(
      vscode.workspace.onDidChangeConfiguration((event) => this.onSettings(event)),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.client.sendNotification(
        'workspace/didChangeConfiguration', { settings: null })));
  }

  // The workspace's values the server asks for by itself; the person's own are said at its start.
  private userText = '';
  private onSettings(event: vscode.ConfigurationChangeEvent): void {
    if (!event.affectsConfiguration('wye')) return;
    const text = this.userSettings();
    if (text === this.userText || this.status.serverState === 'paused') return;
    this.userText = text;
    clearTimeout(this.restartTimer);
    this.restartTimer = setTimeout(() => void this.restart(), 300);
  }

  private userSettings(): string {
    const section = vscode.workspace.getConfiguration('wye');
    return JSON.stringify(['server.path', ...this.settings].map(
      (name) => section.inspect(name)?.globalValue));
  }

  async open(): Promise<void> {
    this.userText = this.userSettings();
    this.register();
    await this.start();
  }

  async close(): Promise<void> {
    clearTimeout(this.restartTimer);
    await this.stop();
  }
}

let wye: Wye | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  wye = new Wye(context);
  await wye.open();
}

export const deactivate = (): Promise<void> | undefined => wye?.close();
