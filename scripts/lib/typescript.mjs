// Lets a script import the project's TypeScript without a build. Node strips the types; this hook resolves `./name` to
// `./name.ts`.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, nextResolve) {
    const found = resolveAsWritten(specifier, context, nextResolve);
    return found.url.endsWith('.ts') ? { ...found, format: 'module-typescript' } : found;
  },
});

function resolveAsWritten(specifier, context, nextResolve) {
  try {
    return nextResolve(specifier, context);
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND' || !specifier.startsWith('.')) throw error;
    return nextResolve(`${specifier}.ts`, context);
  }
}
