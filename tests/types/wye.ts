// What the server may say, as types. The protocol's own come from vscode-languageserver-protocol;
// what is ours (an outcome, a stream, a decision of the router) is written here from the outer
// door's description. tests/types.mjs assigns every message to one of the four types at the end.

import type {
  ApplyWorkspaceEditParams, CodeAction, CodeLens, Command, ConfigurationParams,
  DidChangeWatchedFilesRegistrationOptions, DocumentDiagnosticReport, LogMessageParams, Position,
  PublishDiagnosticsParams, Range, ServerCapabilities, ServerInfo, ShowDocumentParams,
  ShowMessageParams, TextEdit, UnregistrationParams, VersionedTextDocumentIdentifier,
  WorkDoneProgressBegin, WorkDoneProgressCreateParams, WorkDoneProgressEnd,
  WorkDoneProgressReport, WorkspaceEdit,
} from 'vscode-languageserver-protocol';

// --- Ours ----------------------------------------------------------------------------------------

interface Usage {
  uncached: number;
  cacheRead: number;
  cacheWrite: number;
  output: number;
  reasoning: number;
  estimated: boolean;
}

type AttemptOutcome = 'ok' | 'connect' | 'tls' | `http_${number}` | 'first_byte_timeout'
  | 'first_token_timeout' | 'idle_timeout' | 'total_timeout' | 'cut' | 'malformed' | 'empty'
  | 'truncated' | 'refused' | 'filtered' | 'context_length' | 'error' | 'no_code'
  | 'broken_syntax' | 'elided' | 'lost_definition' | 'changed_code' | 'bad_schema' | 'cancelled'
  | 'budget' | 'privacy';

interface Attempt {
  model: string;
  provider: string;
  outcome: AttemptOutcome;
  ms: number;
  usage: Usage;
  costMicroUsd: number;
}

interface Finding {
  range: Range;
  rule: string;
  severity: 'error' | 'warning' | 'information' | 'hint';
  category: string;
  title: string;
  detail: string;
  suggestion?: TextEdit;
}

interface OutcomeHead {
  job: string;
  action: string;
  task: string;
  language: string;
  model: string;
  provider: string;
  reason: string;
  attempts: Attempt[];
  usage: Usage;
  costMicroUsd: number;
  firstTokenMs: number | null; // null: no token came
  totalMs: number;
  message: string;
}

type Ended = 'unchanged' | 'refused' | 'failed' | 'cancelled';

// At most one result, and the one that the status speaks of.
type Outcome = OutcomeHead & (
  | { status: 'shown' | Ended; markdown: string; findings?: never; edits?: never }
  | { status: 'published' | Ended; findings: Finding[]; markdown?: never; edits?: never }
  | { status: 'applied' | 'shown' | Ended; edits: WorkspaceEdit; markdown?: never;
      findings?: never }
  | { status: Ended; markdown?: never; findings?: never; edits?: never });

interface Stream {
  job: string;
  title: string;
  uri: string;
  delta: string;
  reset?: true;
  done?: true;
}

interface Figures {
  kept: number; // a share of 1
  ownKept: number;
  ownJudged: number;
  seconds: number; // an action
  usd: number;
  utility: number;
  basis: 'yours' | 'published' | 'none';
}

// What `wye.spending` answers.
interface Spending {
  spentTodayMicroUsd: number;
  usdPerDay: number | null; // null: no budget
}

// What `wye.route` answers.
interface Decision {
  action: string;
  task: string;
  language: string;
  traits: string[];
  lines: number;
  tokens: number;
  outputTokensMax: number;
  scope: string;
  leaves: string;
  parts: number;
  secretsKept: number;
  row: string;
  prefer: 'quality' | 'speed' | 'cost' | 'balanced';
  candidates: {
    model: string;
    provider: string;
    usable: boolean;
    reason: string;
    dropped: string | null;
    effort: string | null;
    outputTokensMax: number;
    costMicroUsd: number;
    figures: Figures | null; // null: the built-in engine, or a model that cannot be asked
  }[];
}

interface RunArgument {
  action: string;
  textDocument: VersionedTextDocumentIdentifier;
  range: { start: Position; end: Position };
  instruction?: string;
  model?: string;
  refines?: string;
  diagnostics?: PublishDiagnosticsParams['diagnostics'];
  wait?: boolean;
}

interface FindingArgument {
  uri: string;
  finding: string;
}

type OurCommand = { title: string } & (
  | { command: 'wye.run'; arguments: [RunArgument] }
  | { command: 'wye.applySuggestion' | 'wye.dismiss'; arguments: [FindingArgument] });

type Chosen = Omit<CodeAction, 'command' | 'disabled'> & { command: OurCommand };
type Unserved = Omit<CodeAction, 'command' | 'disabled'> & { disabled: { reason: string } };

// --- The protocol's, narrowed to what we say of it -----------------------------------------------

interface Initialized {
  capabilities: ServerCapabilities<never>;
  serverInfo: ServerInfo;
}

type Registered =
  | { id: string; method: 'workspace/didChangeConfiguration';
      registerOptions: { section: string } }
  | { id: string; method: 'workspace/didChangeWatchedFiles';
      registerOptions: DidChangeWatchedFilesRegistrationOptions };

interface Progress {
  token: number | string;
  value: WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;
}

// --- By method -----------------------------------------------------------------------------------

interface Requests {
  'client/registerCapability': { registrations: Registered[] };
  'client/unregisterCapability': UnregistrationParams;
  'window/showDocument': ShowDocumentParams;
  'window/workDoneProgress/create': WorkDoneProgressCreateParams;
  'workspace/applyEdit': ApplyWorkspaceEditParams;
  'workspace/configuration': ConfigurationParams;
  'workspace/diagnostic/refresh': undefined;
}

interface Notifications {
  '$/progress': Progress;
  'textDocument/publishDiagnostics': PublishDiagnosticsParams;
  'window/logMessage': LogMessageParams;
  'window/showMessage': ShowMessageParams;
  'wye/outcome': Outcome;
  'wye/stream': Stream;
}

interface Replies {
  'initialize': Initialized;
  'shutdown': null;
  'textDocument/codeAction':
    (Chosen | Unserved | (Command & OurCommand))[] | null;
  'textDocument/codeLens': (CodeLens & { command: OurCommand })[];
  'textDocument/diagnostic': DocumentDiagnosticReport;
  'workspace/executeCommand': Outcome | Decision | Spending | null;
}

type ErrorCode = -32700 | -32600 | -32601 | -32602 | -32603 // JSON-RPC
  | -32002 | -32800 | -32801 | -32802 | -32803; // LSP

// --- Whole messages ------------------------------------------------------------------------------

export type Request<M extends keyof Requests> = {
  jsonrpc: '2.0';
  id: number | string;
  method: M;
} & (Requests[M] extends undefined ? unknown : { params: Requests[M] });

export interface Notification<M extends keyof Notifications> {
  jsonrpc: '2.0';
  method: M;
  params: Notifications[M];
}

export interface Reply<M extends keyof Replies> {
  jsonrpc: '2.0';
  id: number | string;
  result: Replies[M];
}

// Any method may fail, also one that is not there; null is the id of what could not be read.
export interface Failure<_M extends string> {
  jsonrpc: '2.0';
  id: number | string | null;
  error: { code: ErrorCode; message: string };
}
