/** The networks that come with the site, the one to begin with first. See apps/demo/models. */
export const BUNDLED_IDS = ['cats-dogs', 'cifar10'] as const;

export type BundledId = (typeof BUNDLED_IDS)[number];
