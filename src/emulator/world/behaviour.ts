/** A step of a save: from this part of its duration on, the image says this. */
export interface SaveStep {
  /** 0 = when it was asked for, 1 = the end. */
  readonly from: number;
  readonly status: string;
  readonly message: string;
}

/** How the cloud behaves where it has a choice. A scenario changes some of it. */
export interface Behaviour {
  /** How long a save takes, milliseconds at speed 1. */
  readonly saveMs: number;
  readonly saveSteps: readonly SaveStep[];
  /** What a save ends as. */
  readonly saveEnd: { readonly status: string; readonly message: string | undefined };
  /** How long after its acceptance an image can first be seen, milliseconds at speed 1. */
  readonly visibleAfterMs: number;
  /** How many saves find that somebody has just taken their tag. */
  readonly lostRaces: number;
  /** Milliseconds at speed 1. */
  readonly startMs: number;
  readonly stopMs: number;
  /** False: workspaces are answered with ModelArts.7002. */
  readonly workspaces: boolean;
  /** False: the account has no organization in SWR. */
  readonly organizations: boolean;
  /** True: the account has nothing yet. */
  readonly empty: boolean;
  /** True: one row of each list is not as documented. */
  readonly malformedRow: boolean;
  /** True: keys and tokens from before do not count. */
  readonly credentialsEnded: boolean;
  /** How far the gateway's clock is off, milliseconds. */
  readonly skewMs: number;
}

const MINUTE = 60_000;

/** What a build says while it goes well. */
const STEPS: readonly SaveStep[] = [
  { from: 0, status: 'INIT', message: 'Waiting for the image to be built' },
  { from: 0.03, status: 'CREATING', message: 'Preparing to save the environment' },
  { from: 0.12, status: 'CREATING', message: 'Committing the container' },
  { from: 0.45, status: 'CREATING', message: 'Pushing layer 3 of 14' },
  { from: 0.65, status: 'CREATING', message: 'Pushing layer 9 of 14' },
  { from: 0.85, status: 'CREATING', message: 'Pushing layer 14 of 14' },
  { from: 0.95, status: 'CREATING', message: 'Verifying the pushed image' },
];

/** A good day: a save takes six minutes. */
export const USUAL: Behaviour = {
  saveMs: 6 * MINUTE,
  saveSteps: STEPS,
  saveEnd: { status: 'ACTIVE', message: undefined },
  visibleAfterMs: 0,
  lostRaces: 0,
  startMs: 1.5 * MINUTE,
  stopMs: 0.5 * MINUTE,
  workspaces: true,
  organizations: true,
  empty: false,
  malformedRow: false,
  credentialsEnded: false,
  skewMs: 0,
};

/** {@link STEPS} with a word that is in no documentation. */
export const STRANGE_STEPS: readonly SaveStep[] = STEPS.map((step) =>
  step.from >= 0.45 ? { ...step, status: 'PUSHING_LAYERS' } : step,
);
