import {
  type AdaptiveSchedule,
  constant,
  cosine,
  cosineWarmRestarts,
  exponential,
  multiStep,
  oneCycle,
  plateau,
  polynomial,
  type Schedule,
  step,
  warmup,
} from '@residual/train';
import type {Recipe} from './recipe.js';
import type {PlateauSchedule, RecipeSchedule, Warmup} from './schedule.js';

type Scheduled = Pick<Recipe, 'learningRate' | 'schedule' | 'warmup' | 'epochs'>;

/**
 * The learning rate of a recipe at a step; `stepsPerEpoch` batches make an epoch. A run that is no longer than its warm-up
 * is all rise. Throws TrainError `BAD_OPTION`.
 */
export function buildSchedule(
  {learningRate: base, schedule, warmup: rise, epochs}: Scheduled,
  {stepsPerEpoch}: {stepsPerEpoch: number},
): Schedule | AdaptiveSchedule {
  if (schedule.name === 'plateau') return buildPlateau(base, schedule);
  const steps = rise ? stepsOf(rise, {epochs, stepsPerEpoch}) : 0;
  const main = build(schedule, {base, stepsPerEpoch, total: Math.max(1, epochs * stepsPerEpoch - steps)});
  return rise && steps > 0 ? warmup(main, {steps, startFactor: rise.from}) : main;
}

/** Steps of a warm-up. One that is shorter than the run leaves it a step, however few there are. */
function stepsOf(rise: Warmup, {epochs, stepsPerEpoch}: {epochs: number; stepsPerEpoch: number}): number {
  const steps = Math.max(1, Math.round(rise.epochs * stepsPerEpoch));
  return rise.epochs < epochs ? Math.min(steps, epochs * stepsPerEpoch - 1) : steps;
}

/** The schedules whose curve is as long as the run: another number of epochs makes another curve. */
export function spansRun({name}: RecipeSchedule): boolean {
  return name === 'polynomial' || name === 'cosine' || name === 'one-cycle';
}

function buildPlateau(base: number, {name: _, minimum: minLr, thresholdMode, ...options}: PlateauSchedule) {
  return plateau({...options, base, minLr, thresholdMode: thresholdMode === 'relative' ? 'rel' : 'abs'});
}

interface Lengths {
  readonly base: number;
  readonly stepsPerEpoch: number;
  /** Steps of the run after its warm-up. */
  readonly total: number;
}

function build(schedule: Exclude<RecipeSchedule, PlateauSchedule>, {base, stepsPerEpoch, total}: Lengths): Schedule {
  switch (schedule.name) {
    case 'constant':
      return constant(base);
    case 'step':
      return step({base, stepSize: schedule.every * stepsPerEpoch, gamma: schedule.factor});
    case 'multi-step': {
      const milestones = schedule.milestones.map(epoch => epoch * stepsPerEpoch);
      return multiStep({base, milestones, gamma: schedule.factor});
    }
    case 'exponential':
      return exponential({base, gamma: schedule.factor ** (1 / stepsPerEpoch)});
    case 'polynomial':
      return polynomial({base, total, power: schedule.power});
    case 'cosine':
      return cosine({base, tMax: total, etaMin: schedule.minimum});
    case 'cosine-restarts': {
      const {first, times, minimum} = schedule;
      return cosineWarmRestarts({base, t0: first * stepsPerEpoch, tMult: times, etaMin: minimum});
    }
    case 'one-cycle': {
      const {rise, startDivisor, endDivisor, curve} = schedule;
      const anneal = curve === 'cosine' ? 'cos' : 'linear';
      return oneCycle({
        ...{maxLr: base, total, pctStart: rise, anneal},
        ...{divFactor: startDivisor, finalDivFactor: endDivisor},
      });
    }
  }
}
