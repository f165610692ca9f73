/** Two times, since they part when a machine sleeps or its clock is set. */
export interface Times {
  /** What the window's clock says, in milliseconds since the epoch. */
  readonly wallMs: number;
  /** What timers count, in milliseconds: it stands still while the machine sleeps. */
  readonly upMs: number;
}

export interface OpenWindow extends Times {
  /** The bundle's entry. */
  readonly extension: string;
  /** A folder of this window alone. */
  readonly folder: string;
  readonly focused: boolean;
  /** What `Math.random` gives in this window. */
  readonly chance: number;
  readonly globalState: State;
  readonly workspaceState: State;
}

/** All that a Memento holds. */
export type State = Readonly<Record<string, unknown>>;

export type SecretCall =
  | { readonly operation: 'get' | 'delete'; readonly key: string }
  | { readonly operation: 'store'; readonly key: string; readonly value: string };

/** What a window answers to. */
export type Question =
  | { readonly type: 'open'; readonly options: OpenWindow }
  | { readonly type: 'run'; readonly command: string; readonly argument: unknown }
  | { readonly type: 'time'; readonly times: Times }
  | { readonly type: 'readClipboard' | 'report' };

/** What the desktop tells a window. */
export type ToWindow =
  | { readonly type: 'question'; readonly id: number; readonly question: Question }
  | { readonly type: 'secretAnswer'; readonly id: number; readonly value: string | undefined }
  | { readonly type: 'secretChanged'; readonly key: string }
  | { readonly type: 'globalState'; readonly state: State }
  | { readonly type: 'focus'; readonly focused: boolean };

/** What a window is doing at the moment. */
export interface WindowReport {
  /** Whether it waits for the store or the network. */
  readonly isBusy: boolean;
  /** When its next timer is due, by {@link Times.upMs}. */
  readonly nextTimerMs: number | undefined;
  /** How often it asked IMS for a token. */
  readonly mints: number;
  /** How many requests it sent, those for tokens among them. */
  readonly requests: number;
  /** How many of its timers went off. */
  readonly wakeUps: number;
}

/** What a window tells the desktop. */
export type FromWindow =
  | { readonly type: 'answer'; readonly id: number; readonly value?: unknown; readonly failure?: WindowFailure }
  | { readonly type: 'secret'; readonly id: number; readonly call: SecretCall }
  | { readonly type: 'memento'; readonly scope: 'global' | 'workspace'; readonly state: State }
  | { readonly type: 'status'; readonly text: string }
  /** What a person or a file may get to see. */
  | { readonly type: 'shown'; readonly text: string };

export interface WindowFailure {
  readonly message: string;
  readonly code: string | undefined;
}
