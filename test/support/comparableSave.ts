import type { ModelArtsError } from '../../src/model/errors';
import type { Save } from '../../src/save/save';

/** The save as plain values: of its errors what they carry, without their stacks. */
export function comparableSave(save: Save): unknown {
  return JSON.parse(
    JSON.stringify(save, (_key, value: unknown) => (value instanceof Error ? carried(value as ModelArtsError) : value)),
  );
}

function carried({ kind, message, cause, ...facts }: ModelArtsError): object {
  return { kind, message, cause: cause instanceof Error ? cause.message : cause, ...facts };
}
