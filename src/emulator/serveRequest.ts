import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Cloud, Outcome } from './cloud';
import type { RuleBook } from './faults/ruleBook';
import type { Answer } from './http/call';
import { deliver } from './http/deliver';
import { isOwnHost } from './http/isOwnHost';
import { readRequest, type WireRequest } from './http/readRequest';
import type { Journal } from './journal';
import type { World } from './world/world';

/** What is needed to answer a request. */
export interface ServerContext {
  readonly world: World;
  readonly cloud: Cloud;
  readonly rules: RuleBook;
  readonly journal: Journal;
  readonly redirectTo: string;
  /** Real milliseconds. */
  readonly latencyMs: number;
  /** Names by which it may be asked, beside this computer's. */
  readonly hostNames: readonly string[];
  /** The answer to a request that is meant for the emulator itself. */
  readonly applyControl: (request: WireRequest) => Answer | undefined;
}

/** Refuses a request for another host; else reads it, lets time catch up, carries it out unless a fault forbids, and sends what the fault leaves. */
export async function serveRequest(
  context: ServerContext,
  incoming: IncomingMessage,
  response: ServerResponse,
  connection: number,
): Promise<void> {
  const { world, cloud, rules, journal, redirectTo } = context;
  const requestId = world.random.hex(32);
  const mark = () => ({ requestId, now: world.clock.gatewayNow(), redirectTo });
  const request = await readRequest(incoming);
  if (!isOwnHost(request.headers['host'], context.hostNames)) {
    await deliver(response, WRONG_HOST, { kind: 'asIs' }, mark());
    return;
  }
  world.settle();
  const steered = context.applyControl(request);
  if (steered) {
    await deliver(response, steered, { kind: 'asIs' }, mark());
    return;
  }
  const { method, path, rawQuery: query } = request;
  const asked = { method, path, operation: cloud.operationOf(request) };
  const note = journal.open({ ...asked, query, connection, requestId, at: world.now() });
  const fault = rules.take(asked);
  const { answer, authenticated } = fault?.accept === false ? NOT_CARRIED_OUT : cloud.carryOut(request, requestId);
  const accepted = fault?.accept !== false && answer.status < 300;
  note({ authenticated, accepted, fault: fault?.delivery.kind });
  if (context.latencyMs > 0) await wait(context.latencyMs);
  note({ status: await deliver(response, answer, fault?.delivery ?? { kind: 'asIs' }, mark()) });
}

const WRONG_HOST: Answer = { status: 421, body: { error: 'This host is not served here' } };

/** What a fault may still want to send something of. */
const NOT_CARRIED_OUT: Outcome = { answer: { status: 200, body: {} }, authenticated: false };
