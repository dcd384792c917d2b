/** A step of a save: the status of the image from a fraction of the duration on. */
export interface SaveStep {
  /** 0 = the request, 1 = the end. */
  readonly from: number;
  readonly status: string;
  readonly message: string;
}

/** Settings of the cloud's behavior. A scenario overrides some of them. */
export interface Behavior {
  /** Duration of a save, milliseconds at speed 1. */
  readonly saveMs: number;
  readonly saveSteps: readonly SaveStep[];
  /** Final status of a save. */
  readonly saveEnd: { readonly status: string; readonly message: string | undefined };
  /** Delay until an accepted image is visible, milliseconds at speed 1. */
  readonly visibleAfterMs: number;
  /** Number of saves whose tag another user creates just before. */
  readonly lostRaces: number;
  /** Milliseconds at speed 1. */
  readonly startMs: number;
  readonly stopMs: number;
  /** False: listing workspaces fails with ModelArts.7002. */
  readonly workspaces: boolean;
  /** False: the account has no organization in SWR. */
  readonly organizations: boolean;
  /** True: the account has no notebooks and images. */
  readonly empty: boolean;
  /** True: one row of each list has fields of the wrong type. */
  readonly malformedRow: boolean;
  /** True: existing keys and tokens have expired. */
  readonly credentialsEnded: boolean;
  /** Error of the gateway's clock, milliseconds. */
  readonly skewMs: number;
}

const MINUTE = 60_000;

/** The steps of a successful save. */
const STEPS: readonly SaveStep[] = [
  { from: 0, status: 'INIT', message: 'Waiting for the image to be built' },
  { from: 0.03, status: 'CREATING', message: 'Preparing to save the environment' },
  { from: 0.12, status: 'CREATING', message: 'Committing the container' },
  { from: 0.45, status: 'CREATING', message: 'Pushing layer 3 of 14' },
  { from: 0.65, status: 'CREATING', message: 'Pushing layer 9 of 14' },
  { from: 0.85, status: 'CREATING', message: 'Pushing layer 14 of 14' },
  { from: 0.95, status: 'CREATING', message: 'Verifying the pushed image' },
];

/** The default behavior: everything works, and a save takes six minutes. */
export const DEFAULT_BEHAVIOR: Behavior = {
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

/** {@link STEPS} with an undocumented status. */
export const UNDOCUMENTED_STEPS: readonly SaveStep[] = STEPS.map((step) =>
  step.from >= 0.45 ? { ...step, status: 'PUSHING_LAYERS' } : step,
);
