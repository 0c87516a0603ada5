// Starting actions. What was asked is kept by job, so that it can be asked again of another model.

import * as vscode from 'vscode';
import { ExecuteCommandRequest, type LanguageClient } from 'vscode-languageclient/node';

import { dollars, isBuiltin, type Outcome, type Route, type RunArgument } from './protocol';

const keptMax = 100;

export class Runs {
  private readonly arguments = new Map<string, RunArgument>();
  private readonly ended = new vscode.EventEmitter<{ outcome: Outcome; argument: RunArgument }>();
  readonly onDidEnd = this.ended.event;

  constructor(private readonly client: () => LanguageClient) {}

  // Any command of the server, with its answer.
  request<T>(command: string, ...args: unknown[]): Promise<T> {
    return this.client().sendRequest(ExecuteCommandRequest.type, { command, arguments: args });
  }

  // Returns at once; errors are told. Progress, result and outcome come by themselves.
  start(argument: RunArgument): void {
    this.request<Outcome | null>('wye.run', { ...argument, wait: true }).then((outcome) => {
      if (outcome) this.keep(outcome, argument);
    }, (error: Error) => {
      if (this.client().isRunning()) void vscode.window.showWarningMessage(error.message);
    });
  }

  private keep(outcome: Outcome, argument: RunArgument): void {
    this.arguments.set(outcome.job, argument);
    if (this.arguments.size > keptMax) this.arguments.delete([...this.arguments.keys()][0]);
    this.ended.fire({ outcome, argument });
  }

  // Of the models that the router would ask, which? Then asks it.
  async askAgain(argument: RunArgument): Promise<void> {
    const { model: _model, textDocument: { uri }, ...same } = argument;
    const plain = { ...same, textDocument: { uri } };
    const route = await this.request<Route>('wye.route', plain);
    const picked = await vscode.window.showQuickPick(candidateItems(route),
      { title: 'Ask again with…', matchOnDescription: true });
    if (picked) this.start({ ...plain, model: picked.model });
  }
}

export function candidateItems({ candidates }: Route) {
  return candidates.filter(({ usable }) => usable).map((candidate) => ({
    label: isBuiltin(candidate) ? 'Built-in engine' : candidate.model,
    description: [isBuiltin(candidate) ? '' : candidate.provider,
      candidate.costMicroUsd > 0 ? `up to ${dollars(candidate.costMicroUsd)}` : '']
      .filter((part) => part).join(', '),
    detail: candidate.reason,
    model: candidate.model,
  }));
}
