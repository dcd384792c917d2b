import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Cloud, Outcome } from './cloud';
import type { RuleBook } from './faults/ruleBook';
import type { Answer } from './http/call';
import { deliver } from './http/deliver';
import { readRequest, type WireRequest } from './http/readRequest';
import type { Journal } from './journal';
import type { World } from './world/world';

/** The dependencies of {@link serveRequest}. */
export interface ServerContext {
  readonly world: World;
  readonly cloud: Cloud;
  readonly rules: RuleBook;
  readonly journal: Journal;
  readonly redirectTo: string;
  /** Real milliseconds. */
  readonly latencyMs: number;
  /** Accepted host names, in addition to this computer's. */
  readonly hostNames: readonly string[];
  /** Handles a request to the control API. Returns undefined for all others. */
  readonly applyControl: (request: WireRequest) => Answer | undefined;
}

/**
 * Handles a request: rejects it if it is for another host, runs due events, executes the request unless a fault prevents it,
 * and sends the response as the fault alters it.
 */
export async function serveRequest(
  context: ServerContext,
  incoming: IncomingMessage,
  response: ServerResponse,
  connection: number,
): Promise<void> {
  const { world, cloud, rules, journal, redirectTo } = context;
  const requestId = world.random.hex(32);
  const details = () => ({ requestId, now: world.clock.gatewayNow(), redirectTo });
  const request = await readRequest(incoming);
  if (!isOwnHost(request.headers['host'], context.hostNames)) {
    await deliver(response, WRONG_HOST, { kind: 'asIs' }, details());
    return;
  }
  world.settle();
  const controlAnswer = context.applyControl(request);
  if (controlAnswer) {
    await deliver(response, controlAnswer, { kind: 'asIs' }, details());
    return;
  }
  const { method, path, rawQuery: query } = request;
  const facts = { method, path, operation: cloud.operationOf(request) };
  const note = journal.open({ ...facts, query, connection, requestId, at: world.now() });
  const fault = rules.take(facts);
  const { answer, authenticated } = fault?.accept === false ? NOT_EXECUTED : cloud.execute(request, requestId);
  const accepted = fault?.accept !== false && answer.status < 300;
  note({ authenticated, accepted, fault: fault?.delivery.kind });
  if (context.latencyMs > 0) await wait(context.latencyMs);
  note({ status: await deliver(response, answer, fault?.delivery ?? { kind: 'asIs' }, details()) });
}

const WRONG_HOST: Answer = { status: 421, body: { error: 'This host is not served here' } };

/** A response for faults that damage one although the request was not executed. */
const NOT_EXECUTED: Outcome = { answer: { status: 200, body: {} }, authenticated: false };

/**
 * Whether a `Host` header names this computer, on any port, or one of the given names. This stops DNS rebinding: a web page can
 * make its own host name resolve to this computer, but cannot change the `Host` header that the browser sends.
 */
export function isOwnHost(host: string | undefined, otherNames: readonly string[]): boolean {
  const name = (host ?? '').toLowerCase().replace(/:\d{1,5}$/, '');
  return name === '127.0.0.1' || name === 'localhost' || otherNames.includes(name);
}
