import {defineConfig, type ViteUserConfig} from 'vitest/config';

/** What every package's tests have in common. Each writes its counts to `.reports`, where `npm test` adds them up. */
export const shared: ViteUserConfig = defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', 'json'],
    outputFile: {json: '.reports/vitest.json'},
  },
});
