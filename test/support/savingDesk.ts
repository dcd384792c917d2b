import { Connections } from '../../src/connections/connections';
import type { SshEndpoint } from '../../src/model/sshEndpoint';
import type { AcceptedSave } from '../../src/save/saves';
import { saveImageCommand } from '../../src/ui/saving/saveImageCommand';
import type { SaveTools } from '../../src/ui/saving/saveTools';
import { connectTo } from './connectTo';
import { KeptValues } from './keptValues';
import { type SavingWorld, aSavingWorld } from './savingWorld';
import { settled, shownPick } from './vscodeStub/look';
import { screen } from './vscodeStub/screen';

const CONNECTION = 'Work';

/**
 * A person who saves: the commands, the questions on the screen of the `vscode` module's stand-in, and the emulated service over
 * real HTTP, on one clock that is moved.
 */
export class SavingDesk {
  readonly tools: SaveTools;
  /** How far the service's clock is ahead of this computer's; milliseconds. */
  aheadMs = 0;

  /** Where the window is connected to by SSH. */
  connectedTo: SshEndpoint | undefined;

  private constructor(
    readonly world: SavingWorld,
    private readonly disconnect: () => Promise<void>,
    { client, swr }: Pick<ReturnType<typeof connectTo>, 'client' | 'swr'>,
  ) {
    const configured = [{ name: CONNECTION, region: 'cn-north-4', credentials: 'environment' }];
    const unchanged = { onDidChange: () => ({ dispose: () => undefined }) };
    const { saves, clock, log } = world;
    this.tools = {
      connections: new Connections(() => ({ connections: configured, connection: '' }), {}, unchanged),
      clientFor: async () => client,
      swrFor: async () => swr,
      saves,
      answers: new KeptValues(),
      windowEndpoint: async () => this.connectedTo,
      serviceNow: () => clock.now() + this.aheadMs,
      clock,
      log,
    };
  }

  static async create(): Promise<SavingDesk> {
    const world = await aSavingWorld();
    const { client, swr, close } = connectTo(world.emulator, { clock: world.clock, log: world.log });
    return new SavingDesk(world, close, { client, swr });
  }

  /** Runs the command on the row of the notebook, or with another argument; `undefined` = from the palette. */
  save({ argument }: { readonly argument: unknown } = { argument: this.row() }): Promise<AcceptedSave | undefined> {
    return saveImageCommand(this.tools, argument);
  }

  /** Stores the answers of an earlier save of the notebook, so that only the confirmation is left. */
  async rememberAnswers(): Promise<void> {
    const { id } = this.world.notebook;
    const entry = { connection: CONNECTION, notebookId: id, namespace: 'ai-team', name: 'experiments', tag: 'v1' };
    await this.tools.answers.update(ANSWERS, [{ ...entry, workspaceId: '0', saves: 1, at: this.world.clock.now() }]);
  }

  /** Waits for the confirmation; its rows as text. */
  async confirmation(): Promise<string> {
    await this.sees(() => screen.quickInput?.title === 'Save Notebook as Image: Confirm', 'the confirmation');
    const texts = shownPick().items.map(({ label, detail }) => [label, detail].filter(Boolean).join(': '));
    return texts.join('\n');
  }

  /** Waits for the confirmation and chooses there. */
  async decide(row: string): Promise<void> {
    await this.confirmation();
    shownPick().moveTo(row);
    shownPick().enter();
  }

  /** Waits until something is on the screen; the clock stands. */
  async sees(isSo: () => boolean, what: string): Promise<void> {
    for (let looks = 0; !isSo(); looks += 1) {
      if (looks > 20_000) throw new Error(`${what} did not come: ${JSON.stringify(screen.messages)}`);
      await settled();
    }
  }

  /** Waits for a message; its text. */
  async message(words: string): Promise<string> {
    const find = () => screen.messages.find(({ text }) => text.includes(words));
    await this.sees(() => find() !== undefined, `“${words}”`);
    return find()?.text ?? '';
  }

  answer(words: string, action: string | undefined): void {
    screen.messages.find(({ text }) => text.includes(words))?.answer(action);
  }

  count(operation: string): number {
    return this.world.emulator.count(operation);
  }

  set status(status: string) {
    this.world.emulator.edit.alterNotebook(this.world.notebook.id, { status });
  }

  get status(): string | undefined {
    return this.world.emulator.edit.notebooks.find(({ id }) => id === this.world.notebook.id)?.status;
  }

  row(): object {
    const { id, name } = this.world.notebook;
    return { kind: 'notebook', notebook: { id, name } };
  }

  async close(): Promise<void> {
    await this.disconnect();
    await this.world.close();
  }
}

const ANSWERS = 'modelartsImages.answers';
