import { screen } from './screen';
import type { Uri } from './uri';

export const env = {
  language: 'en',
  clipboard: { writeText: async (): Promise<void> => undefined },
  openExternal: async (uri: Uri): Promise<boolean> => {
    screen.opened.push(uri.toString());
    return true;
  },
};

export const commands = {
  executeCommand: async (id: string): Promise<void> => {
    screen.commands.push(id);
  },
};

/** No other extension is installed. */
export const extensions = { getExtension: (): undefined => undefined };

/** No folder is open. */
export const workspace = {
  get isTrusted(): boolean {
    return screen.isTrusted;
  },
  getConfiguration: (section: string) => ({
    get: (key: string, otherwise?: unknown): unknown => screen.settings[`${section}.${key}`] ?? otherwise,
  }),
};
