import {POLICIES, type PolicyName} from './auto-augment-policies.js';
import {choice, type Fill, fill} from './fields.js';
import {type ByteImage, defineTransform, type TransformFactory} from './image-transform.js';
import {magnitudeAt, magnitudes, searchedReach} from './magnitudes.js';
import {augment} from './operations/augment.js';

/** Options of {@link autoAugment}. */
export interface AutoAugmentOptions {
  /** The data set on which the policy was found. */
  policy: PolicyName;
  /** Of operations that move pixels. Default `nearest`. */
  method?: 'nearest' | 'bilinear';
  /** What appears at the border. Default 0, black. */
  fill?: Fill;
}

/** One pair of operations, drawn among the 25 of a policy. torchvision's `AutoAugment` (Cubuk et al., 2019). */
export const autoAugment: TransformFactory<AutoAugmentOptions> = defineTransform<AutoAugmentOptions>({
  name: 'auto-augment',
  fields: {
    policy: choice(Object.keys(POLICIES) as PolicyName[]),
    method: choice(['nearest', 'bilinear'], 'nearest'),
    fill: fill(),
  },
  make: ({policy, ...options}) => {
    const pairs = POLICIES[policy];
    return (image, random) => {
      const space = magnitudes(searchedReach(image), 10);
      let made: ByteImage = image;
      for (const [operation, probability, bin] of pairs[random.integer(pairs.length)]!) {
        if (random.next() >= probability) continue;
        // `invert` is in policies only, and has no magnitude.
        const known = space.find(each => each.operation === operation);
        const magnitude = known && bin !== null ? magnitudeAt(known, bin, random) : 0;
        made = augment(made, {operation, magnitude}, options);
      }
      return made;
    };
  },
});
