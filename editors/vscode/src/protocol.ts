// What passes between the server and this client beside LSP itself.

import type { Range } from 'vscode-languageserver-protocol';

// The one argument of `wye.run` and `wye.route`. Code actions carry it ready.
export type RunArgument = {
  action: string;
  textDocument: { uri: string; version?: number | null };
  range: Range;
  instruction?: string;
  model?: string;
  diagnostics?: unknown[];
  refines?: string;
  wait?: boolean;
};

export type Outcome = {
  job: string;
  action: string;
  task: string;
  language: string;
  status: 'applied' | 'shown' | 'published' | 'unchanged' | 'refused' | 'failed' | 'cancelled';
  model: string;
  provider: string;
  reason: string;
  costMicroUsd: number;
  totalMs: number;
  message?: string;
};

export type StreamPart = {
  job: string;
  title: string;
  uri: string;
  delta: string;
  reset?: boolean;
  done?: boolean;
};

export type Candidate = {
  model: string;
  provider: string;
  usable: boolean;
  reason: string;
  dropped?: string | null;
  costMicroUsd: number;
};

export type Route = { action: string; task: string; candidates: Candidate[] };

export type Spending = { spentTodayMicroUsd: number; usdPerDay: number | null };

export const isBuiltin = ({ provider, model }: { provider: string; model: string }): boolean =>
  provider === 'builtin' || model === 'builtin';

// "$0.0114", with as many digits as a small sum needs; "" for nothing.
export function dollars(microUsd: number): string {
  if (microUsd <= 0) return '';
  const usd = microUsd / 1e6;
  if (usd < 0.0001) return 'less than $0.0001';
  return `$${usd.toFixed(usd < 1 ? 4 : 2)}`;
}
