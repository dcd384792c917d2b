import { authenticate } from './auth/authenticate';
import type { Keyring, Login } from './auth/keyring';
import { type Fields, isFields } from './fields';
import type { Answer } from './http/call';
import type { WireRequest } from './http/readRequest';
import { RefusedCall, refusalBody, refusalOf, refuse } from './http/refusals';
import { createToken } from './iam/iamRoutes';
import { findRoute, type Match, ROUTES, TOKEN_OPERATION, TOKEN_PATH } from './routes';
import type { World } from './world/world';

/** The result of a request. */
export interface Outcome {
  readonly answer: Answer;
  readonly authenticated: boolean;
}

/** The gateway and the services behind it. */
export class Cloud {
  constructor(
    private readonly world: World,
    private readonly keyring: Keyring,
    private readonly login: Login,
  ) {}

  /** Returns the name of the requested operation, or undefined if there is none. */
  operationOf({ method, path }: WireRequest): string | undefined {
    if (method === 'POST' && path === TOKEN_PATH) return TOKEN_OPERATION;
    return findRoute(ROUTES, method, path)?.route.operation;
  }

  /** Executes a request. A client error becomes a response; it never throws. */
  execute(request: WireRequest, requestId: string): Outcome {
    let authenticated = false;
    try {
      const match = this.#match(request);
      if (match === undefined) return { authenticated, answer: this.#token(request) };
      const { route, params } = match;
      const { world, keyring } = this;
      const caller = authenticate(request, params['project_id'], world.projectId, keyring, world.clock);
      authenticated = true;
      const query = new URLSearchParams(request.rawQuery);
      const body = readBody(request);
      const answer = route.run(world, { params, query, body, caller, requestId, operation: route.operation });
      return { authenticated, answer };
    } catch (error) {
      if (!(error instanceof RefusedCall)) throw error;
      const { refusal } = error;
      return { authenticated, answer: { status: refusal.status, body: refusalBody(refusal, requestId) } };
    }
  }

  /** Returns undefined for a token request, which needs no credentials. */
  #match(request: WireRequest): Match | undefined {
    if (request.body === undefined) throw new RefusedCall(refusalOf('APIGW.0201', '', 413));
    if (this.operationOf(request) === TOKEN_OPERATION) return undefined;
    return findRoute(ROUTES, request.method, request.path) ?? refuse('APIGW.0101');
  }

  #token(request: WireRequest): Answer {
    return createToken(this.world, this.keyring, this.login, readBody(request));
  }
}

/** @throws RefusedCall ModelArts.6400, or the equivalent of SWR and IAM, if the body is not a JSON object */
function readBody(request: WireRequest): Fields {
  const text = request.body?.toString('utf8') ?? '';
  if (text.trim() === '') return {};
  const parsed = parse(text);
  if (isFields(parsed)) return parsed;
  if (request.path.startsWith('/v2/')) refuse('SVCSTG.SWR.4000014', 'the body is not a JSON object');
  if (request.path.startsWith('/v3/')) refuse('IAM.Bad Request', 'The request body is not a JSON object');
  return refuse('ModelArts.6400', 'not a JSON object');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
