/** Where `core` writes what happened. VS Code's `LogOutputChannel` fits. Messages hold no secret, no token and no body. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
