import '../lib/typescript.mjs';
import { short } from './figure.mjs';
import { mean, median, quantile, seeded } from './statistics.mjs';

const { nextLookMs } = await import('../../src/save/pollSchedule.ts');

const SECOND = 1000;
const SAVES = 4000;
/** Each notebook has a usual duration of 5 to 10 minutes. Individual saves vary from it by 8 % (one standard deviation). */
const USUAL = { from: 300 * SECOND, to: 600 * SECOND, spread: 0.08 };
const EARLIER_SAVES = 5;

const requests = ({ looks }) => mean(looks);
const typically = ({ late }) => median(late);
const mostly = ({ late }) => quantile(late, 0.95);

/** P8: requests per save, and the delay until its end is noticed. Simulated with the polling schedule that ships. */
export async function* following() {
  const known = simulate(ours(true));
  const unknown = simulate(ours(false));
  const peers = { '10 s poll': simulate(everyTenSeconds), 'AWS waiter': simulate(awsWaiter) };
  const row = (what, run, pick, unit, budget) => ({
    id: 'P8',
    what,
    value: pick(run),
    unit,
    budget,
    beside: beside(peers, run, pick),
  });
  yield row('following, earlier saves known: requests', known, requests, 'a save', 24);
  yield row('following, earlier saves known: end noticed', known, typically, 's late (median)', 5);
  yield row('following, earlier saves known: end noticed', known, mostly, 's late (95 %)', 10);
  yield row('following, nothing known: requests', unknown, requests, 'a save', 45);
  yield row('following, nothing known: end noticed', unknown, typically, 's late (median)', 6);
}

function beside(peers, run, pick) {
  return Object.entries(peers)
    .map(([name, peer]) => `${name} ${short(pick(peer))}: × ${short(pick(run) / pick(peer))}`)
    .join(', ');
}

/** Simulates polling many saves until they end. `follower` returns the wait before the next poll. */
function simulate(follower) {
  const random = seeded(7);
  const looks = [];
  const late = [];
  for (let save = 0; save < SAVES; save += 1) {
    const usual = USUAL.from + random() * (USUAL.to - USUAL.from);
    const durations = Array.from({ length: EARLIER_SAVES + 1 }, () => usual * (1 + USUAL.spread * normal(random)));
    const [durationMs, ...earlierMs] = durations;
    let elapsedMs = 0;
    let made = 0;
    while (elapsedMs < durationMs) {
      elapsedMs += follower({ elapsedMs, looks: made, earlierMs }, random);
      made += 1;
    }
    looks.push(made);
    late.push((elapsedMs - durationMs) / SECOND);
  }
  return { looks, late };
}

function ours(earlierKnown) {
  return ({ elapsedMs, looks, earlierMs }, random) =>
    nextLookMs({ elapsedMs, looks, usualMs: earlierKnown ? earlierMs : [], setback: undefined }, random);
}

/** The polling of terraform-provider-huaweicloud for the same image. */
function everyTenSeconds() {
  return 10 * SECOND;
}

/** The polling of @smithy/util-waiter with its default limits of 2 and 120 seconds. */
function awsWaiter({ looks }, random) {
  const [least, most] = [2, 120];
  const ceiling = Math.log2(most / least) + 1;
  const attempt = looks + 1;
  return (attempt > ceiling ? most : least + random() * (least * 2 ** (attempt - 1) - least)) * SECOND;
}

/** Returns a normally distributed number (Box-Muller). */
function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
