import {mergeConfig} from 'vitest/config';
import {shared} from '../../vitest.shared.ts';

// What is waited for in a browser may take its time on a busy machine.
export default mergeConfig(shared, {test: {expect: {poll: {timeout: 20_000}}}});
