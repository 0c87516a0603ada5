// The language client: one for the life of the extension, started, stopped and started again. It
// says what this client can do, and hands what the server tells to those who show it.

import * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, WorkDoneProgressCancelNotification,
  type ClientCapabilities, type LanguageClientOptions, type StaticFeature }
  from 'vscode-languageclient/node';

import type { Explanation } from './explanation';
import type { Keys } from './keys';
import type { Preview } from './preview';
import type { ProgressView } from './progress';
import type { Outcome, StreamPart } from './protocol';
import { startServer } from './server';
import { userValues, workspaceValues } from './settings';

const restartsMax = 4;
const restartsWithinMs = 180_000;

export type Parts = {
  context: vscode.ExtensionContext;
  keys: Keys;
  settings: string[];
  progress: ProgressView;
  explanation: Explanation;
  preview: Preview;
  onOutcome: (outcome: Outcome) => void;
  onCommand: (command: string, args: unknown[]) => Promise<unknown>;
  onGivenUp: () => void;
};

// What LSP has no word for.
const ours: StaticFeature = {
  fillClientCapabilities(capabilities: ClientCapabilities) {
    capabilities.experimental = { ...capabilities.experimental as object,
      wye: { stream: true, outcome: true } };
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
};

// A server that ends by itself is started again, but not for ever.
function restarting(onGivenUp: () => void): LanguageClientOptions['errorHandler'] {
  let ends: number[] = [];
  return {
    error: (_error, _message, count) => (
      { action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown, handled: true }),
    closed() {
      const now = Date.now();
      ends = [...ends.filter((at) => now - at < restartsWithinMs), now];
      if (ends.length <= restartsMax) return { action: CloseAction.Restart, handled: true };
      ends = [];
      onGivenUp();
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}

export function createClient(parts: Parts): LanguageClient {
  const { context, keys, settings, progress, explanation, preview } = parts;
  const options: LanguageClientOptions = {
    documentSelector: [{ scheme: 'file' }, { scheme: 'untitled' }],
    diagnosticCollectionName: 'wye',
    outputChannelName: 'wye',
    initializationOptions: () => userValues(settings),
    initializationFailedHandler: () => false,
    errorHandler: restarting(parts.onGivenUp),
    middleware: {
      handleWorkDoneProgress: (token, value) => progress.take(token, value),
      executeCommand: (command, args) => parts.onCommand(command, args),
      workspace: {
        configuration: ({ items }) => items.map(({ section }) =>
          (section === 'wye' ? workspaceValues(settings) : null)),
        didChangeConfiguration: (_sections, next) => next(undefined), // the server asks
        handleApplyEdit: (params, next) =>
          preview.handle(params, (edit) => next(edit, undefined as never)),
      },
    },
  };
  const client = new LanguageClient('wye', 'wye',
    () => startServer(context.extensionPath, keys), options);
  client.registerFeature(ours);
  client.onNotification('wye/stream', (part: StreamPart) => explanation.take(part));
  client.onNotification('wye/outcome', (outcome: Outcome) => parts.onOutcome(outcome));
  return client;
}

export const cancelProgress = (client: LanguageClient, token: string | number): void => {
  void client.sendNotification(WorkDoneProgressCancelNotification.type, { token });
};
