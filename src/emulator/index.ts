export { startEmulator, type EmulatorOptions } from './startEmulator';
export type { Credentials, Emulator } from './emulator';
export { FAULTS, type Delivery, type Fault, type FaultName } from './faults/fault';
export type { Rule } from './faults/rule';
export { SCENARIO_NAMES, SCENARIOS, type Scenario, type ScenarioName } from './faults/scenarios';
export type { JournalEntry } from './journal';
export type { Behaviour, SaveStep } from './world/behaviour';
export type { Image as EmulatedImage } from './world/image';
export { NOTEBOOK_STATUSES as EMULATED_STATUSES, type Notebook as EmulatedNotebook } from './world/notebook';
